"""Knows 429, and waits by a clock of its own."""

import os
import time
import urllib.request

import requests

BASE, KEY = os.environ["UNDERSTUDY_GETIMG_BASE_URL"], os.environ["UNDERSTUDY_GETIMG_KEY"]

body = {"model": "seedream-5-lite", "prompt": "a red kite", "output_format": "png"}
for attempt in range(5):
    answer = requests.post(f"{BASE}/v2/images/generations", json=body, headers={"Authorization": f"Bearer {KEY}"}, timeout=60)
    if answer.status_code != 429:
        break
    time.sleep(0.5 * (attempt + 1))
answer.raise_for_status()
urllib.request.urlretrieve(answer.json()["data"][0]["url"], "kite.png")
