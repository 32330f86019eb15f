"""What no retry can mend is not retried."""

import os
import sys
import time

import requests

BASE, KEY = os.environ["UNDERSTUDY_LEMONDATA_BASE_URL"], os.environ["UNDERSTUDY_LEMONDATA_KEY"]

body = {"model": "dall-e-3", "prompt": "a red kite"}
for attempt in range(3):
    answer = requests.post(f"{BASE}/images/generations", json=body, headers={"Authorization": f"Bearer {KEY}"}, timeout=60)
    if answer.ok:
        open("kite.png", "wb").write(requests.get(answer.json()["data"][0]["url"], timeout=60).content)
        break
    if answer.status_code not in (429, 503):
        sys.exit(f"LemonData refuses with {answer.status_code}: {answer.json()['error']['message']}")
    time.sleep(2**attempt)
