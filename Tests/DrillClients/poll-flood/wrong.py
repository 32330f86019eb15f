"""A loop without a pause."""

import os

import requests

BASE, KEY = os.environ["UNDERSTUDY_UNIFIED_TASKS_BASE_URL"], os.environ["UNDERSTUDY_UNIFIED_TASKS_KEY"]
session = requests.Session()
session.headers["Authorization"] = f"Bearer {KEY}"

created = session.post(f"{BASE}/v1/tasks", json={"model": "openai/gpt-image-2", "input": {"prompt": "a red kite"}}, timeout=30)
task = created.json()["data"]
while task["status"] != "completed":
    task = session.get(f"{BASE}/v1/tasks/{task['task_id']}", timeout=30).json()["data"]
open("kite.png", "wb").write(requests.get(task["output"]["image_url"], timeout=30).content)
