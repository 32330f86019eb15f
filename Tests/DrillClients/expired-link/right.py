"""Reads the job again for a new link, and never pays twice for one picture."""

import os

import requests

BASE, KEY = os.environ["UNDERSTUDY_LLM_STATS_BASE_URL"], os.environ["UNDERSTUDY_LLM_STATS_KEY"]
headers = {"Authorization": f"Bearer {KEY}"}

body = {"model": "flux-1.1-pro", "input": {"prompt": "a red kite"}}
answer = requests.post(f"{BASE}/v1/generations", json=body, headers=headers, timeout=120)
answer.raise_for_status()
job = answer.json()
file = requests.get(job["output"]["media"][0]["url"], timeout=60)
if file.status_code in (400, 401, 403, 404, 410):
    again = requests.get(f"{BASE}/v1/generations/{job['id']}", headers=headers, timeout=60)
    again.raise_for_status()
    file = requests.get(again.json()["output"]["media"][0]["url"], timeout=60)
file.raise_for_status()
open("kite.png", "wb").write(file.content)
