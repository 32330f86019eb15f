"""Stops at the first 401, and says which key it was without showing it."""

import os
import sys
import urllib.request

import requests

BASE, KEY = os.environ["UNDERSTUDY_GETIMG_BASE_URL"], os.environ["UNDERSTUDY_GETIMG_KEY"]

body = {"model": "seedream-5-lite", "prompt": "a red kite", "output_format": "png"}
answer = requests.post(f"{BASE}/v2/images/generations", json=body, headers={"Authorization": f"Bearer {KEY}"}, timeout=60)
if answer.status_code == 401:
    sys.exit("getimg.ai does not take the key in UNDERSTUDY_GETIMG_KEY any more.")
answer.raise_for_status()
urllib.request.urlretrieve(answer.json()["data"][0]["url"], "kite.png")
