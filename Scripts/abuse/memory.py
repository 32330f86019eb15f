"""What a long run costs."""

import http.client
import json
import threading

from promises import promise
from server import KEYS, Server

# MiB that a run of creates may take, and what may be left of it after a reset.
MOST, AFTER_RESET = 128, 48


def create(port, first, count):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    head = {"Authorization": f"Bearer {KEYS['llm-stats']}", "Content-Type": "application/json"}
    for number in range(first, first + count):
        body = {"model": "flux-1.1-pro", "input": {"prompt": f"boat {number}"}, "wait": 0}
        connection.request("POST", "/llm-stats/v1/generations", json.dumps(body), head)
        connection.getresponse().read()


@promise(f"a long run of creates takes at most {MOST} MiB, and {AFTER_RESET} MiB are left of it after a reset")
def creates(options):
    with Server(options.program, "--control-token", KEYS["control"]) as server:
        share = options.creates // 4
        threads = [threading.Thread(target=create, args=(server.port, share * number, share)) for number in range(4)]
        for thread in threads:
            thread.start()
        most = 0
        while any(thread.is_alive() for thread in threads):
            threads[0].join(0.1)
            most = max(most, server.resident())
        connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
        connection.request("POST", "/_understudy/sandboxes/default/reset", headers={"Authorization": f"Bearer {KEYS['control']}"})
        answered = connection.getresponse().status == 200
        left = server.resident()
        return answered and most <= MOST and left <= AFTER_RESET, f"{options.creates:,} creates: {most:.0f} MiB at most, {left:.0f} MiB after a reset"
