"""Checks the signature over the bytes that came, and asks for the task itself when no genuine webhook comes."""

import http.server
import os
import threading

import requests
from standardwebhooks import Webhook, WebhookVerificationError

BASE, KEY = os.environ["UNDERSTUDY_UNIFIED_TASKS_BASE_URL"], os.environ["UNDERSTUDY_UNIFIED_TASKS_KEY"]
SECRET = Webhook("whsec_AQIDBAUGBwgJCgsMDQ4PEBESExQVFhcYGRobHB0eHyA=")
came = threading.Event()


class Receiver(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        try:
            SECRET.verify(body, dict(self.headers))
        except WebhookVerificationError:
            self.send_response(401)
        else:
            self.send_response(200)
            came.set()
        self.end_headers()

    def log_message(self, *_):
        pass


server = http.server.ThreadingHTTPServer(("127.0.0.1", int(os.environ.get("UNDERSTUDY_PORT_1", 0))), Receiver)
threading.Thread(target=server.serve_forever, daemon=True).start()
session = requests.Session()
session.headers["Authorization"] = f"Bearer {KEY}"
body = {"model": "openai/gpt-image-2", "input": {"prompt": "a red kite"}, "callback_url": f"http://127.0.0.1:{server.server_port}/"}
created = session.post(f"{BASE}/v1/tasks", json=body, timeout=30)
created.raise_for_status()
task = created.json()["data"]
for attempt in range(10):
    came.wait(4)
    task = session.get(f"{BASE}/v1/tasks/{task['task_id']}", timeout=30).json()["data"]
    if task["status"] not in ("pending", "processing"):
        break
if task["status"] != "completed":
    raise SystemExit(f"The task {task['task_id']} is {task['status']}.")
open("kite.png", "wb").write(requests.get(task["output"]["image_url"], timeout=60).content)
