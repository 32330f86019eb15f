"""Asks the list of tasks whether a create whose answer was lost was accepted, before it creates anything again."""

import os
import time

import requests

BASE, KEY = os.environ["UNDERSTUDY_UNIFIED_TASKS_BASE_URL"], os.environ["UNDERSTUDY_UNIFIED_TASKS_KEY"]
TASK = {"model": "openai/gpt-image-2", "input": {"prompt": "a red kite"}}
session = requests.Session()
session.headers["Authorization"] = f"Bearer {KEY}"


def get(path):
    answer = session.get(BASE + path, timeout=30)
    answer.raise_for_status()
    return answer.json()["data"]


def create():
    known = {task["task_id"] for task in get("/v1/tasks")["tasks"]}
    try:
        answer = session.post(BASE + "/v1/tasks", json=TASK, timeout=30)
        answer.raise_for_status()
        return answer.json()["data"]
    except requests.RequestException:
        new = [task for task in get("/v1/tasks")["tasks"] if task["task_id"] not in known and task["model"] == TASK["model"]]
        if not new:
            raise
        return new[0]


task = create()
while task["status"] not in ("completed", "failed"):
    time.sleep(1)
    task = get(f"/v1/tasks/{task['task_id']}")
picture = requests.get(task["output"]["image_url"], timeout=30)
picture.raise_for_status()
open("kite.png", "wb").write(picture.content)
