"""Every error is a hiccup: five attempts, then a line in a log that nobody reads."""

import os
import time

import requests

BASE, KEY = os.environ["UNDERSTUDY_LEMONDATA_BASE_URL"], os.environ["UNDERSTUDY_LEMONDATA_KEY"]

body = {"model": "dall-e-3", "prompt": "a red kite"}
for attempt in range(5):
    answer = requests.post(f"{BASE}/images/generations", json=body, headers={"Authorization": f"Bearer {KEY}"}, timeout=60)
    if answer.ok:
        open("kite.png", "wb").write(requests.get(answer.json()["data"][0]["url"], timeout=60).content)
        break
    time.sleep(0.2 * 2**attempt)
else:
    print("no picture today")
