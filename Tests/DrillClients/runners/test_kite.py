"""A test of a client, as a suite has it. Its client sends everything again."""

import os
import time

import requests

BASE, KEY = os.environ["UNDERSTUDY_UNIFIED_TASKS_BASE_URL"], os.environ["UNDERSTUDY_UNIFIED_TASKS_KEY"]
TASK = {"model": "openai/gpt-image-2", "input": {"prompt": "a red kite"}}


def create():
    for attempt in range(3):
        try:
            answer = requests.post(f"{BASE}/v1/tasks", json=TASK, headers={"Authorization": f"Bearer {KEY}"}, timeout=30)
            return answer.json()["data"]
        except requests.ConnectionError:
            time.sleep(0.2)
    raise AssertionError("no answer")


def test_a_task_is_accepted():
    assert create()["status"] == "pending"
