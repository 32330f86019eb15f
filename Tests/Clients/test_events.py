"""Listens to a sandbox over a socket."""

import json

import requests


def events(answer):
    """Each event as its id, its type and its data."""
    event = {}
    for line in answer.iter_lines(chunk_size=1, decode_unicode=True):
        if line:
            name, _, value = line.partition(": ")
            event[name] = value
        elif event:
            if "event" in event:
                yield event.get("id"), event["event"], json.loads(event["data"])
            event = {}


def listen(server, **options):
    return requests.get(f"{server.url}/_understudy/sandboxes/default/events", stream=True, timeout=30, **options)


def move(server):
    answer = requests.post(f"{server.url}/_understudy/sandboxes/default/clock", json={"advance": "1s"}, timeout=30)
    assert answer.status_code == 200


def test_what_happens_is_heard_at_once_and_goes_on_where_it_was_left(serve):
    server = serve()
    with listen(server) as answer:
        assert answer.headers["Content-Type"].startswith("text/event-stream")
        move(server)
        last, kind, data = next(events(answer))
        assert (kind, data["what"]) == ("clock", "moved")
    move(server)
    with listen(server, headers={"Last-Event-ID": last}) as answer:
        id, kind, _ = next(events(answer))
        assert (int(id), kind) == (int(last) + 1, "clock")


def test_only_the_wanted_types_are_heard(serve):
    server = serve()
    with listen(server, params={"types": "job"}) as answer:
        move(server)
        requests.post(
            f"{server.url}/unified-tasks/v1/tasks",
            headers={"Authorization": "Bearer sk-test"},
            json={"model": "google/veo-3.1-fast", "input": {"prompt": "a kite"}},
            timeout=30,
        )
        _, kind, data = next(events(answer))
        assert (kind, data["what"]) == ("job", "created")


LOST = """
understudy: 1
name: lost-once
rules:
  - name: the answer is lost
    on: create
    when: { times: 1 }
    then: { empty_response: true, commit: true }
expect: [no_duplicate_creates, every_rule_fired]
"""


def create(server):
    try:
        requests.post(
            f"{server.url}/unified-tasks/v1/tasks",
            headers={"Authorization": "Bearer sk-test"},
            json={"model": "google/veo-3.1-fast", "input": {"prompt": "a kite"}},
            timeout=30,
        )
    except requests.ConnectionError:
        pass


def test_a_verdict_is_heard_as_it_changes(serve, tmp_path):
    file = tmp_path / "lost.yaml"
    file.write_text(LOST)
    server = serve(file)
    with listen(server, params={"types": "verdict"}) as answer:
        heard = events(answer)
        told = {}

        def hear_until(check, outcome):
            while told.get(check) != outcome:
                _, kind, finding = next(heard)
                assert kind == "verdict"
                told[finding["check"]] = finding["outcome"]

        hear_until("no_duplicate_creates", "inconclusive")
        hear_until("every_rule_fired", "fail")
        create(server)
        hear_until("every_rule_fired", "pass")
        hear_until("no_duplicate_creates", "pass")
        create(server)
        hear_until("no_duplicate_creates", "fail")
