"""Sends everything again up to three times, as the examples of many retry libraries do."""

import os
import time

import requests

BASE, KEY = os.environ["UNDERSTUDY_UNIFIED_TASKS_BASE_URL"], os.environ["UNDERSTUDY_UNIFIED_TASKS_KEY"]
TASK = {"model": "openai/gpt-image-2", "input": {"prompt": "a red kite"}}


def request(method, path, body=None):
    for attempt in range(4):
        try:
            answer = requests.request(method, BASE + path, json=body, headers={"Authorization": f"Bearer {KEY}"}, timeout=30)
            answer.raise_for_status()
            return answer.json()["data"]
        except requests.RequestException:
            if attempt == 3:
                raise
            time.sleep(0.5 * 2**attempt)


task = request("POST", "/v1/tasks", TASK)
while task["status"] not in ("completed", "failed"):
    time.sleep(1)
    task = request("GET", f"/v1/tasks/{task['task_id']}")
picture = requests.get(task["output"]["image_url"], timeout=30)
open("kite.png", "wb").write(picture.content)
