"""Whoever starts the server and does not read what it says."""

import os

from promises import promise
from server import Server, request


@promise("a log that nobody reads stops neither answers nor SIGTERM")
def unread_log(options):
    ends, wrong = [], []
    for form in ("text", "json"):
        reading, writing = os.pipe()
        with Server(options.program, log=form, stderr=writing) as server:
            os.close(writing)
            long = request("GET", "/getimg/" + "a" * 4000, "sk_attacker")
            for _ in range(1000):
                if not server.send(long).startswith(b"HTTP/1.1 404"):
                    wrong.append(form)
                    break
            ends.append(server.stop())
        os.close(reading)
    kept = not wrong and all(end is not None and end < 2 for end in ends)
    return kept, f"1,000 requests answered behind a full pipe; ended after {max(end or 99 for end in ends):.2f} s"
