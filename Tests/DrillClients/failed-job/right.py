"""Says why, and ends with an error."""

import os
import sys
import time

import requests

BASE, KEY = os.environ["UNDERSTUDY_UNIFIED_TASKS_BASE_URL"], os.environ["UNDERSTUDY_UNIFIED_TASKS_KEY"]
session = requests.Session()
session.headers["Authorization"] = f"Bearer {KEY}"

created = session.post(f"{BASE}/v1/tasks", json={"model": "openai/gpt-image-2", "input": {"prompt": "a red kite"}}, timeout=30)
created.raise_for_status()
task = created.json()["data"]
while task["status"] in ("pending", "processing"):
    time.sleep(1)
    task = session.get(f"{BASE}/v1/tasks/{task['task_id']}", timeout=30).json()["data"]
if task["status"] != "completed":
    sys.exit(f"The task {task['task_id']} failed: {(task.get('error') or {}).get('message', 'without a reason')}")
open("kite.png", "wb").write(requests.get(task["output"]["image_url"], timeout=60).content)
