"""Four attempts, each pause about twice as long as the last, with a little chance in it."""

import json
import os
import random
import sys
import time
import urllib.error
import urllib.request

BASE, KEY = os.environ["UNDERSTUDY_OPENROUTER_BASE_URL"], os.environ["UNDERSTUDY_OPENROUTER_KEY"]

body = json.dumps({"model": "google/gemini-2.5-flash-image", "prompt": "a red kite"}).encode()
request = urllib.request.Request(f"{BASE}/images", body, {"Authorization": f"Bearer {KEY}", "Content-Type": "application/json"})
for attempt in range(4):
    try:
        print(json.load(urllib.request.urlopen(request, timeout=120))["usage"])
        sys.exit()
    except urllib.error.HTTPError as error:
        if error.code != 503:
            raise
        time.sleep(0.4 * 2**attempt * random.uniform(0.9, 1.1))
sys.exit("OpenRouter is out of service; four attempts are enough for now.")
