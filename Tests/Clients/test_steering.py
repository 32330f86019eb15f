"""Steers jobs by hand, over a socket."""

import pytest
import requests

STUCK = {"understudy": 1, "name": "by-hand", "rules": [{"name": "stuck", "on": "create", "then": {"job": {"outcome": "stuck"}}}]}


@pytest.fixture
def control(serve):
    server = serve()
    sandbox = f"{server.url}/_understudy/sandboxes/default"
    assert requests.put(f"{sandbox}/scenario", json=STUCK, timeout=30).status_code == 200

    def create(**more):
        answer = requests.post(
            f"{server.url}/unified-tasks/v1/tasks",
            headers={"Authorization": "Bearer sk-test"},
            json={"model": "google/veo-3.1-fast", "input": {"prompt": "a kite"}, **more},
            timeout=30,
        )
        return answer.json()["data"]["task_id"]

    return sandbox, create


@pytest.mark.parametrize(("verb", "state"), [("complete", "completed"), ("fail", "failed"), ("release", "completed")])
def test_whoever_waits_for_the_end_of_a_job_is_called_when_it_is_ended_by_hand(control, verb, state):
    sandbox, create = control
    assert requests.post(f"{sandbox}/clock", json={"mode": "manual"}, timeout=30).status_code == 200
    job = create(callback_url=f"{sandbox}/inbox/hand")
    assert requests.post(f"{sandbox}/clock", json={"advance": "1h"}, timeout=30).status_code == 200
    assert requests.get(f"{sandbox}/jobs/{job}", timeout=30).json()["state"] == "running"
    assert requests.post(f"{sandbox}/jobs/{job}/{verb}", timeout=30).json()["state"] == state
    record = requests.get(f"{sandbox}/webhooks/{job}", params={"wait": "acknowledged"}, timeout=30)
    assert record.status_code == 200
    assert len(requests.get(f"{sandbox}/inbox/hand/messages", timeout=30).json()["messages"]) == 1


def test_the_bytes_of_a_file_are_those_that_the_provider_hands_out(control):
    sandbox, create = control
    job = create()
    requests.post(f"{sandbox}/jobs/{job}/complete", timeout=30)
    (file,) = requests.get(f"{sandbox}/assets", timeout=30).json()["assets"]
    origin = sandbox.split("/_understudy")[0]
    task = requests.get(f"{origin}/unified-tasks/v1/tasks/{job}", headers={"Authorization": "Bearer sk-test"}, timeout=30)
    link = next(text for text in strings(task.json()) if text.startswith(origin))
    mine, theirs = requests.get(origin + file["path"], timeout=30), requests.get(link, timeout=30)
    assert mine.content == theirs.content
    assert mine.headers["Content-Type"] == theirs.headers["Content-Type"]
    assert mine.headers["X-Content-Type-Options"] == "nosniff"
    assert mine.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    part = requests.get(origin + file["path"], headers={"Range": "bytes=0-3"}, timeout=30)
    assert (part.status_code, part.content) == (206, mine.content[:4])


def strings(node):
    if isinstance(node, str):
        yield node
    elif isinstance(node, dict):
        for value in node.values():
            yield from strings(value)
    elif isinstance(node, list):
        for value in node:
            yield from strings(value)
