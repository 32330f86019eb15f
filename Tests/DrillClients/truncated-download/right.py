"""Compares what came with what was announced, and puts the file in its place when it is whole."""

import os

import requests

BASE, KEY = os.environ["UNDERSTUDY_GETIMG_BASE_URL"], os.environ["UNDERSTUDY_GETIMG_KEY"]

body = {"model": "seedream-5-lite", "prompt": "a red kite", "output_format": "png"}
answer = requests.post(f"{BASE}/v2/images/generations", json=body, headers={"Authorization": f"Bearer {KEY}"}, timeout=120)
answer.raise_for_status()
for attempt in range(3):
    try:
        file = requests.get(answer.json()["data"][0]["url"], timeout=60)
        file.raise_for_status()
        if len(file.content) == int(file.headers["Content-Length"]):
            break
    except requests.exceptions.ChunkedEncodingError:
        pass
else:
    raise SystemExit("The picture did not come whole in three attempts; its link is kept.")
open("kite.png.part", "wb").write(file.content)
os.replace("kite.png.part", "kite.png")
