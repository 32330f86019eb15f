"""Keeps the ids that it has taken."""

import http.server
import os
import threading
import time

import requests
from standardwebhooks import Webhook, WebhookVerificationError

BASE, KEY = os.environ["UNDERSTUDY_UNIFIED_TASKS_BASE_URL"], os.environ["UNDERSTUDY_UNIFIED_TASKS_KEY"]
SECRET = Webhook("whsec_AQIDBAUGBwgJCgsMDQ4PEBESExQVFhcYGRobHB0eHyA=")
done, taken = threading.Event(), set()


class Receiver(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        try:
            task = SECRET.verify(body, dict(self.headers))
        except WebhookVerificationError:
            self.send_response(401)
            return self.end_headers()
        self.send_response(200)
        self.end_headers()
        if self.headers["webhook-id"] in taken:
            return
        taken.add(self.headers["webhook-id"])
        open("kite.png", "wb").write(requests.get(task["data"]["image_url"], timeout=60).content)
        done.set()

    def log_message(self, *_):
        pass


server = http.server.ThreadingHTTPServer(("127.0.0.1", int(os.environ.get("UNDERSTUDY_PORT_1", 0))), Receiver)
threading.Thread(target=server.serve_forever, daemon=True).start()
body = {"model": "openai/gpt-image-2", "input": {"prompt": "a red kite"}, "callback_url": f"http://127.0.0.1:{server.server_port}/"}
requests.post(f"{BASE}/v1/tasks", json=body, headers={"Authorization": f"Bearer {KEY}"}, timeout=30).raise_for_status()
if not done.wait(20):
    raise SystemExit("No webhook came.")
time.sleep(2)  # A receiver goes on serving; this one ends soon.
