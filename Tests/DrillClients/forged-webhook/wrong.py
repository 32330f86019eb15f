"""Believes whoever posts to its address."""

import http.server
import json
import os
import threading

import requests

BASE, KEY = os.environ["UNDERSTUDY_UNIFIED_TASKS_BASE_URL"], os.environ["UNDERSTUDY_UNIFIED_TASKS_KEY"]
came, told = threading.Event(), {}


class Receiver(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        told.update(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
        self.send_response(200)
        self.end_headers()
        came.set()

    def log_message(self, *_):
        pass


server = http.server.ThreadingHTTPServer(("127.0.0.1", int(os.environ.get("UNDERSTUDY_PORT_1", 0))), Receiver)
threading.Thread(target=server.serve_forever, daemon=True).start()
body = {"model": "openai/gpt-image-2", "input": {"prompt": "a red kite"}, "callback_url": f"http://127.0.0.1:{server.server_port}/"}
requests.post(f"{BASE}/v1/tasks", json=body, headers={"Authorization": f"Bearer {KEY}"}, timeout=30).raise_for_status()
if not came.wait(20):
    raise SystemExit("No webhook came.")
open("kite.png", "wb").write(requests.get(told["data"]["image_url"], timeout=60).content)
