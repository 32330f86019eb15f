"""Asks ten times, and goes on as if the job were done."""

import os
import time

import requests

BASE, KEY = os.environ["UNDERSTUDY_UNIFIED_TASKS_BASE_URL"], os.environ["UNDERSTUDY_UNIFIED_TASKS_KEY"]
session = requests.Session()
session.headers["Authorization"] = f"Bearer {KEY}"

created = session.post(f"{BASE}/v1/tasks", json={"model": "openai/gpt-image-2", "input": {"prompt": "a red kite"}}, timeout=30)
task = created.json()["data"]
for attempt in range(10):
    if task["status"] == "completed":
        break
    time.sleep(0.5)
    task = session.get(f"{BASE}/v1/tasks/{task['task_id']}", timeout=30).json()["data"]
link = task.get("output", {}).get("image_url")
if link:
    open("kite.png", "wb").write(requests.get(link, timeout=60).content)
