"""Tells a refusal of the provider from a gateway that lost sight of it, and repeats a create after neither."""

import os
import sys
import urllib.request

import requests

BASE, KEY = os.environ["UNDERSTUDY_GETIMG_BASE_URL"], os.environ["UNDERSTUDY_GETIMG_KEY"]

body = {"model": "seedream-5-lite", "prompt": "a red kite", "output_format": "png"}
headers = {"Authorization": f"Bearer {KEY}"}
answer = requests.post(f"{BASE}/v2/images/generations", json=body, headers=headers, timeout=180)
if answer.status_code in (502, 504) or 520 <= answer.status_code <= 527:
    sys.exit(f"A gateway answered {answer.status_code}: the picture may be made and paid for. Compare the balance before you order it again.")
answer.raise_for_status()
urllib.request.urlretrieve(answer.json()["data"][0]["url"], "kite.png")
