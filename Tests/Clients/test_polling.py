"""Clients who poll, against a clock that serves them."""

import pytest
import requests

KEY = {"Authorization": "Bearer sk-test"}
VEO = {"model": "google/veo-3.1-fast", "input": {"prompt": "a paper boat", "duration": 8}}
FOUR_MINUTES = """
understudy: 1
name: four-minutes
clock: { mode: auto, start: 2026-01-01T00:00:00Z }
rules:
  - { name: slow, on: create, then: { job: { queued: 20s, running: 220s } } }
"""


def status(server, task):
    answer = requests.get(f"{server.base('unified-tasks')}/v1/tasks/{task}", headers=KEY, timeout=30)
    assert answer.status_code == 200, answer.text
    return answer.json()["data"]["status"]


def create(server):
    answer = requests.post(f"{server.base('unified-tasks')}/v1/tasks", json=VEO, headers=KEY, timeout=30)
    assert answer.status_code == 200, answer.text
    return answer.json()["data"]["task_id"]


def elapsed(server):
    return server.control("GET", "sandboxes/default/clock").json()["elapsed_ms"]


@pytest.mark.parametrize("made", ["at start", "by hand"])
def test_a_task_of_four_minutes_is_over_within_four_polls(serve, made):
    server = serve(FOUR_MINUTES if made == "at start" else FOUR_MINUTES.replace("auto", "real"))
    if made == "by hand":
        assert server.clock(mode="auto").json()["polls"] == "advance"
    task = create(server)
    states = [status(server, task)]
    while states[-1] in ("pending", "processing"):
        assert len(states) < 4, states
        states.append(status(server, task))
    assert states == ["pending", "processing", "completed"]
    assert elapsed(server) >= 240_000


def test_polls_take_their_time_where_the_scenario_says_so(serve):
    server = serve(FOUR_MINUTES.replace("mode: auto", "mode: auto, polls: real"))
    task = create(server)
    assert {status(server, task) for _ in range(20)} == {"pending"}
    assert elapsed(server) < 220_000


def test_a_list_moves_time_as_polls_do(serve):
    server = serve(FOUR_MINUTES)
    task = create(server)
    for _ in range(2):
        listed = requests.get(f"{server.base('unified-tasks')}/v1/tasks", headers=KEY, timeout=30)
        assert listed.status_code == 200
    assert status(server, task) == "completed"
