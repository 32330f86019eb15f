"""Tries until it works."""

import json
import os
import urllib.error
import urllib.request

BASE, KEY = os.environ["UNDERSTUDY_OPENROUTER_BASE_URL"], os.environ["UNDERSTUDY_OPENROUTER_KEY"]

body = json.dumps({"model": "google/gemini-2.5-flash-image", "prompt": "a red kite"}).encode()
request = urllib.request.Request(f"{BASE}/images", body, {"Authorization": f"Bearer {KEY}", "Content-Type": "application/json"})
while True:
    try:
        print(json.load(urllib.request.urlopen(request))["usage"])
        break
    except urllib.error.HTTPError:
        pass
