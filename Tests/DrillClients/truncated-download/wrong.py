"""Streams into a file. http.client says nothing when a stream ends before its `Content-Length` and is read piece by piece."""

import http.client
import json
import os
import urllib.parse

BASE, KEY = urllib.parse.urlsplit(os.environ["UNDERSTUDY_GETIMG_BASE_URL"]), os.environ["UNDERSTUDY_GETIMG_KEY"]

connection = http.client.HTTPConnection(BASE.netloc)
body = json.dumps({"model": "seedream-5-lite", "prompt": "a red kite", "output_format": "png"})
headers = {"Authorization": f"Bearer {KEY}", "Content-Type": "application/json"}
connection.request("POST", f"{BASE.path}/v2/images/generations", body, headers)
link = urllib.parse.urlsplit(json.load(connection.getresponse())["data"][0]["url"])

download = http.client.HTTPConnection(link.netloc)
download.request("GET", f"{link.path}?{link.query}")
answer = download.getresponse()
with open("kite.png", "wb") as file:
    while piece := answer.read(65536):
        file.write(piece)
