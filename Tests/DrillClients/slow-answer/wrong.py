"""A time limit of three seconds, "so that nothing hangs", and three attempts."""

import os
import urllib.request

import requests

BASE, KEY = os.environ["UNDERSTUDY_LLM_STATS_BASE_URL"], os.environ["UNDERSTUDY_LLM_STATS_KEY"]

for attempt in range(3):
    try:
        answer = requests.post(
            f"{BASE}/v1/generations",
            json={"model": "flux-1.1-pro", "input": {"prompt": "a red kite"}},
            headers={"Authorization": f"Bearer {KEY}"},
            timeout=3,
        )
        break
    except requests.Timeout:
        continue
urllib.request.urlretrieve(answer.json()["output"]["media"][0]["url"], "kite.png")
