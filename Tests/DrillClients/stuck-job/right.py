"""Has a time limit of its own, and keeps the id of the job for later."""

import os
import sys
import time

import requests

BASE, KEY = os.environ["UNDERSTUDY_UNIFIED_TASKS_BASE_URL"], os.environ["UNDERSTUDY_UNIFIED_TASKS_KEY"]
LIMIT = float(os.environ.get("KITE_LIMIT", "6"))
session = requests.Session()
session.headers["Authorization"] = f"Bearer {KEY}"

created = session.post(f"{BASE}/v1/tasks", json={"model": "openai/gpt-image-2", "input": {"prompt": "a red kite"}}, timeout=30)
created.raise_for_status()
task, end = created.json()["data"], time.monotonic() + LIMIT
while task["status"] in ("pending", "processing"):
    if time.monotonic() > end:
        sys.exit(f"The task {task['task_id']} is not done after {LIMIT:g} s; look for it later.")
    time.sleep(1)
    task = session.get(f"{BASE}/v1/tasks/{task['task_id']}", timeout=30).json()["data"]
if task["status"] != "completed":
    sys.exit(f"The task {task['task_id']} failed.")
open("kite.png", "wb").write(requests.get(task["output"]["image_url"], timeout=60).content)
