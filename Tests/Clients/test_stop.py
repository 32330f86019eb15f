"""What becomes of requests that are held when the server is told to stop."""

import threading

import pytest
import requests

IMAGE = {"model": "google/gemini-2.5-flash-image", "prompt": "a kite"}
KEY = {"Authorization": "Bearer sk-or-mine"}
CLIENTS = 40


class Asking(threading.Thread):
    """A client that asks while the test goes on."""

    def __init__(self, url):
        super().__init__()
        self.url = url
        self.answer = None
        self.start()

    def run(self):
        self.answer = requests.post(self.url, json=IMAGE, headers=KEY, timeout=60)


def entries(server):
    return server.control("GET", "sandboxes/default/requests").json()["requests"]


@pytest.mark.parametrize(
    "rule, status, words",
    [
        ("{ latency: 1h }", 200, '"b64_json"'),
        ("{ stall: { after_bytes: 40, for: 1h, then: resume } }", 200, '"b64_json"'),
        ("{ job: { running: 1h } }", 529, "The server is stopping."),
        ("{ job: { running: 1h }, latency: 1h }", 529, "The server is stopping."),
    ],
    ids=["latency", "stall", "job", "job-and-latency"],
)
def test_every_held_request_is_answered_alike(serve, rule, status, words):
    scenario = f"understudy: 1\nname: held\nclock: {{ mode: manual }}\nrules: [{{ name: r, on: create, then: {rule} }}]\n"
    server = serve(scenario)
    clients = [Asking(f"{server.base('openrouter')}/api/v1/images") for _ in range(CLIENTS)]
    server.clock(advance="1s", when_held=CLIENTS)
    if status == 200:
        # Their jobs have ended: now their files are made, and then only the answer waits.
        while any(entry["response"] is None for entry in entries(server)):
            pass
    server.stop()
    for client in clients:
        client.join()
    assert [client.answer.status_code for client in clients] == [status] * CLIENTS
    for client in clients:
        assert words in client.answer.text
