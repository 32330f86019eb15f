"""Sends its key wherever it goes: urllib keeps the headers of a request when it follows a redirect, also to another host."""

import json
import os
import urllib.request

BASE, KEY = os.environ["UNDERSTUDY_GETIMG_BASE_URL"], os.environ["UNDERSTUDY_GETIMG_KEY"]
headers = {"Authorization": f"Bearer {KEY}", "Content-Type": "application/json"}

body = json.dumps({"model": "seedream-5-lite", "prompt": "a red kite", "output_format": "png"}).encode()
answer = json.load(urllib.request.urlopen(urllib.request.Request(f"{BASE}/v2/images/generations", body, headers)))
file = urllib.request.urlopen(urllib.request.Request(answer["data"][0]["url"], headers=headers))
open("kite.png", "wb").write(file.read())
