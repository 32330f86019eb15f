"""A link that does not work is a picture that is gone: it orders another one."""

import os

import requests

BASE, KEY = os.environ["UNDERSTUDY_LLM_STATS_BASE_URL"], os.environ["UNDERSTUDY_LLM_STATS_KEY"]


def picture():
    body = {"model": "flux-1.1-pro", "input": {"prompt": "a red kite"}}
    answer = requests.post(f"{BASE}/v1/generations", json=body, headers={"Authorization": f"Bearer {KEY}"}, timeout=120)
    answer.raise_for_status()
    file = requests.get(answer.json()["output"]["media"][0]["url"], timeout=60)
    file.raise_for_status()
    return file.content


try:
    content = picture()
except requests.HTTPError:
    content = picture()
open("kite.png", "wb").write(content)
