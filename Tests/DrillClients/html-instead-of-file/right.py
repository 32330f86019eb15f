"""Looks at what came before it is called a picture."""

import os
import time

import requests

BASE, KEY = os.environ["UNDERSTUDY_UNIFIED_TASKS_BASE_URL"], os.environ["UNDERSTUDY_UNIFIED_TASKS_KEY"]
session = requests.Session()
session.headers["Authorization"] = f"Bearer {KEY}"


def is_picture(answer):
    begins = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"RIFF")
    return answer.headers.get("Content-Type", "").startswith("image/") and answer.content.startswith(begins)


created = session.post(f"{BASE}/v1/tasks", json={"model": "openai/gpt-image-2", "input": {"prompt": "a red kite"}}, timeout=30)
task = created.json()["data"]
while task["status"] in ("pending", "processing"):
    time.sleep(1)
    task = session.get(f"{BASE}/v1/tasks/{task['task_id']}", timeout=30).json()["data"]
for attempt in range(3):
    file = requests.get(task["output"]["image_url"], timeout=60)
    if file.ok and is_picture(file):
        open("kite.png", "wb").write(file.content)
        break
else:
    raise SystemExit(f"{task['output']['image_url']} is no picture.")
