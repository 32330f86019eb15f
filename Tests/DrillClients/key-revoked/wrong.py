"""Takes a 401 for a cold start of the gateway."""

import os
import time
import urllib.request

import requests

BASE, KEY = os.environ["UNDERSTUDY_GETIMG_BASE_URL"], os.environ["UNDERSTUDY_GETIMG_KEY"]

body = {"model": "seedream-5-lite", "prompt": "a red kite", "output_format": "png"}
for attempt in range(4):
    answer = requests.post(f"{BASE}/v2/images/generations", json=body, headers={"Authorization": f"Bearer {KEY}"}, timeout=60)
    if answer.status_code == 200:
        break
    time.sleep(0.3 * 2**attempt)
answer.raise_for_status()
urllib.request.urlretrieve(answer.json()["data"][0]["url"], "kite.png")
