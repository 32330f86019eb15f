"""A link to a file is fetched without the key."""

import json
import os
import urllib.request

BASE, KEY = os.environ["UNDERSTUDY_GETIMG_BASE_URL"], os.environ["UNDERSTUDY_GETIMG_KEY"]
headers = {"Authorization": f"Bearer {KEY}", "Content-Type": "application/json"}

body = json.dumps({"model": "seedream-5-lite", "prompt": "a red kite", "output_format": "png"}).encode()
answer = json.load(urllib.request.urlopen(urllib.request.Request(f"{BASE}/v2/images/generations", body, headers)))
file = urllib.request.urlopen(answer["data"][0]["url"])
open("kite.png", "wb").write(file.read())
