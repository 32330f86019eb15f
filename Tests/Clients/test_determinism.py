"""The same requests in the same order get the same answers, run after run."""

import http.client
import json
import re
import threading

import pytest

RUNS = 10
# Addresses in answers are made of it.
HOST = "mock.example"

RULES = """
seed: 7
rules:
  - { name: some fail, on: create, when: { percentage: 30 }, then: { error: internal_error } }
  - { name: some are slow, on: create, then: { latency: { uniform: { lower: 1s, upper: 90s } } } }
  - { name: some are limited, on: poll, when: { every: 4 }, then: { rate_limit: { always: true, retry_after: { seconds: 7 } } } }
  - { name: some files are spoilt, on: download, when: { every: 3 }, then: { asset: { corrupt: flip } } }
  - name: jobs differ in length
    on: create
    then: { job: { running: { uniform: { lower: 1m, upper: 9m } } } }
"""

# Stamps, ends of links, and signatures over them.
TIMES = re.compile(
    rb"\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(\.\d+)?Z?|\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT"
    rb'|(?<=_at":)\s*\d+|(?<="created":)\s*\d+|(?<="after_ms":)\s*\d+|(?<="at_ms":)\s*\d+|(?<="age_ms":)\s*\d+|(?<="held_ms":)\s*\d+'
    rb'|(?<="X-RateLimit-Reset",)\s*"\d+"'
    rb"|(?<='X-RateLimit-Reset', ')\d+|(?<=exp=)\d+|(?<=expires=)\d+|(?<=sig=)\w+"
)
# What tells of real time and of connections in the list of requests, whatever the clock.
REAL = re.compile(rb'(?<="real_ms":)\s*\d+|(?<="real_end_ms":)\s*\d+|(?<="connection":)\s*\d+|(?<="request_on_connection":)\s*\d+')


class Run:
    """Sends requests one after another and keeps what comes back."""

    def __init__(self, server, is_manual):
        self.server = server
        self.is_manual = is_manual
        self.hours = 0
        self.seen = []
        self.connection = http.client.HTTPConnection("127.0.0.1", int(server.url.rsplit(":", 1)[1]), timeout=60)

    def ask(self, method, path, body=None, key="sk-or-mine"):
        asking = threading.Thread(target=self.exchange, args=(method, path, body, key))
        asking.start()
        if self.is_manual:
            while asking.is_alive() and not self.server.control("GET", "sandboxes/default/clock").json()["held"]:
                pass
            self.hours += 1
            self.server.clock(to=f"2030-01-{1 + self.hours // 24:02}T{self.hours % 24:02}:00:00Z")
        asking.join()
        return self.seen[-1][2]

    def exchange(self, method, path, body, key):
        fields = {"Host": HOST, "Authorization": f"Bearer {key}", "Content-Type": "application/json"}
        self.connection.request(method, path, json.dumps(body) if body else None, fields)
        answer = self.connection.getresponse()
        self.seen.append((answer.status, repr(answer.getheaders()).encode(), answer.read()))

    def all(self):
        """Creates, polls, downloads and lists at every provider."""
        for number in range(4):
            kite = f"kite {number}"
            for path, body, key in [
                ("/openrouter/api/v1/images", {"model": "google/gemini-2.5-flash-image", "prompt": kite}, "sk-or-a"),
                ("/openrouter/api/v1/images", {"model": "google/gemini-2.5-flash-image", "prompt": kite, "n": 9}, "sk-or-a"),
                ("/lemondata/v1/images/generations", {"model": "flux-schnell", "prompt": kite}, "sk-a"),
                ("/getimg/v2/images/generations", {"model": "seedream-5-lite", "prompt": kite}, "key-a"),
                ("/llm-stats/v1/generations", {"model": "flux-1.1-pro", "input": {"prompt": kite}, "wait": 30}, "ze_a"),
                ("/unified-tasks/v1/tasks", {"model": "google/veo-3.1-fast", "input": {"prompt": kite}}, "sk-a"),
            ]:
                text = self.ask("POST", path, body, key)
                provider = path.split("/")[1]
                for link in re.findall(rf'http://{HOST}(/[^"]*)"'.encode(), text):
                    self.ask("GET", link.decode(), key=key)
                for job in re.findall(rb'"(?:id|task_id)":\s*"([^"]+)"', text):
                    self.ask("GET", f"/{provider}/v1/tasks/{job.decode()}", key=key)
                    self.ask("GET", f"/{provider}/v1/generations/{job.decode()}", key=key)
        self.ask("GET", "/unified-tasks/v1/tasks", key="sk-a")
        # How an exchange ended is written down once its last byte has gone, which a client may see first.
        while b'"end": null' in (journal := self.journal()):
            pass
        return [part for answer in self.seen for part in (str(answer[0]).encode(), *answer[1:])] + [journal]

    def journal(self):
        listed = self.server.control("GET", "sandboxes/default/requests", params={"limit": 1000}).content
        return REAL.sub(b"<real>", listed)


def record(serve, mode):
    clock = f"clock: {{ mode: {mode}, start: '2030-01-01T00:00:00Z' }}"
    server = serve(f"understudy: 1\nname: each-time\n{clock}\n{RULES}")
    seen = Run(server, is_manual=mode == "manual").all()
    server.stop()
    return seen


@pytest.mark.parametrize("mode", ["manual", "auto"])
def test_equal_runs_get_equal_answers(serve, mode):
    """Byte by byte under `manual`; under `auto`, which flows between its jumps, but for times."""
    mask = (lambda part: part) if mode == "manual" else (lambda part: TIMES.sub(b"<time>", part))
    first = [mask(part) for part in record(serve, mode)]
    assert len(first) > 100
    statuses = set(first[0:-1:3])
    assert {b"200", b"429"} <= statuses
    for _ in range(RUNS - 1):
        for before, after in zip(first, record(serve, mode), strict=True):
            assert before == mask(after)
