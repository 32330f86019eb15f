"""Retries every 5xx by the adapter that requests and urllib3 bring along, POST included."""

import os
import urllib.request

import requests
from requests.adapters import HTTPAdapter
from urllib3.util import Retry

BASE, KEY = os.environ["UNDERSTUDY_GETIMG_BASE_URL"], os.environ["UNDERSTUDY_GETIMG_KEY"]

session = requests.Session()
session.headers["Authorization"] = f"Bearer {KEY}"
retry = Retry(total=3, backoff_factor=0.2, status_forcelist=[500, 502, 503, 504, 524], allowed_methods=None)
session.mount("http://", HTTPAdapter(max_retries=retry))

body = {"model": "seedream-5-lite", "prompt": "a red kite", "output_format": "png"}
answer = session.post(f"{BASE}/v2/images/generations", json=body, timeout=60)
answer.raise_for_status()
urllib.request.urlretrieve(answer.json()["data"][0]["url"], "kite.png")
