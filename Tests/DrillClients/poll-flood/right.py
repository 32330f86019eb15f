"""Pauses of a second and a half, then longer, and an end."""

import os
import sys
import time

import requests

BASE, KEY = os.environ["UNDERSTUDY_UNIFIED_TASKS_BASE_URL"], os.environ["UNDERSTUDY_UNIFIED_TASKS_KEY"]
session = requests.Session()
session.headers["Authorization"] = f"Bearer {KEY}"

created = session.post(f"{BASE}/v1/tasks", json={"model": "openai/gpt-image-2", "input": {"prompt": "a red kite"}}, timeout=30)
created.raise_for_status()
task, pause, limit = created.json()["data"], 1.5, time.monotonic() + 120
while task["status"] in ("pending", "processing"):
    if time.monotonic() > limit:
        sys.exit(f"The task {task['task_id']} is not done after two minutes.")
    time.sleep(pause)
    pause = min(pause * 1.5, 15)
    task = session.get(f"{BASE}/v1/tasks/{task['task_id']}", timeout=30).json()["data"]
if task["status"] != "completed":
    sys.exit(f"The task failed: {task}")
open("kite.png", "wb").write(requests.get(task["output"]["image_url"], timeout=30).content)
