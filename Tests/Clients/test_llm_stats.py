"""LLM Stats generations, driven by the client loop that its documentation shows."""

import io
import threading

import pytest
import requests
from PIL import Image

KEY = {"Authorization": "Bearer ze_test"}
AUTO = """
understudy: 1
name: by-itself
clock: { mode: auto, start: 2026-01-01T00:00:00Z }
pace: realistic
"""


def create(server, key=KEY, **body):
    return requests.post(f"{server.base('llm-stats')}/v1/generations", json=body, headers=key, timeout=30)


def read(server, identifier, **query):
    return requests.get(
        f"{server.base('llm-stats')}/v1/generations/{identifier}", params=query, headers=KEY, timeout=30
    )


def generate(server, **body):
    """The documented loop: POST, then GET with a wait for as long as the job is under way."""
    answer = create(server, **body)
    assert answer.status_code == 200, answer.text
    seen = [answer.json()["status"]]
    while seen[-1] in ("queued", "running"):
        assert int(answer.headers["Retry-After"]) >= 1
        assert answer.headers["Cache-Control"] == "no-store"
        answer = read(server, answer.json()["id"], wait=60)
        assert answer.status_code == 200, answer.text
        seen.append(answer.json()["status"])
    return answer, seen


def test_images_come_with_the_first_answer_when_waited_for(serve):
    server = serve(AUTO)
    answer, _ = generate(
        server,
        model="flux-1.1-pro",
        input={"prompt": "a paper boat in a flooded street", "aspect_ratio": "16:9", "seed": 7},
        n=2,
        wait="auto",
    )
    generation = answer.json()
    assert generation["status"] == "completed"
    assert generation["object"] == "generation"
    assert generation["usage"] == {"cost_usd": 0.08}
    assert "error" not in generation
    assert answer.headers["Cache-Control"] == "private, max-age=60"
    media = generation["output"]["media"]
    assert len(media) == 2
    files = []
    for item in media:
        assert item["format"] == "png"
        download = requests.get(item["url"], timeout=30)
        assert download.headers["Content-Type"] == "image/png"
        picture = Image.open(io.BytesIO(download.content))
        picture.load()
        assert picture.size == (item["width"], item["height"]) == (1344, 768)
        assert picture.text["Description"] == "a paper boat in a flooded street"
        files.append(download.content)
    assert files[0] != files[1]


def test_a_video_takes_several_waits(serve):
    answer, seen = generate(serve(AUTO), model="veo-3", input={"prompt": "a kite rises", "duration": 8}, wait="auto")
    generation = answer.json()
    assert seen[0] in ("queued", "running"), "five seconds are not enough for a video at a realistic pace"
    assert generation["status"] == "completed"
    assert generation["usage"] == {"cost_usd": 3.2}
    [item] = generation["output"]["media"]
    assert item["format"] == "mp4"
    assert item["duration"] == 8


def test_without_a_wait_the_job_is_queued_and_can_be_fetched_later(serve):
    server = serve(AUTO.replace("mode: auto", "mode: manual"))
    queued = create(server, model="flux-1.1-pro", input={"prompt": "a boat"}, wait=0).json()
    assert queued["status"] == "queued"
    assert queued["completed_at"] is None
    assert "output" not in queued and "usage" not in queued
    server.clock(advance="10m")
    done = read(server, queued["id"]).json()
    assert done["status"] == "completed"
    assert done["id"] == queued["id"]


def test_a_held_request_is_answered_when_the_clock_is_moved(serve):
    server = serve(AUTO.replace("mode: auto", "mode: manual"))
    answers = []
    waiting = threading.Thread(
        target=lambda: answers.append(create(server, model="flux-1.1-pro", input={"prompt": "a boat"}, wait=60))
    )
    waiting.start()
    server.clock(advance="10m", when_held=1)
    waiting.join(timeout=30)
    assert [answer.json()["status"] for answer in answers] == ["completed"]


def test_a_failure_while_running_is_an_answer_and_no_error(serve):
    server = serve(
        AUTO
        + """
rules:
  - name: refused while running
    on: create
    then: { job: { outcome: failed, error: content_policy } }
"""
    )
    answer, _ = generate(server, model="flux-1.1-pro", input={"prompt": "a boat"}, wait="auto")
    generation = answer.json()
    assert generation["status"] == "failed"
    assert generation["error"]["code"] == "content_policy"
    assert generation["usage"] == {"cost_usd": 0}


@pytest.mark.parametrize(
    "body, param",
    [
        ({"model": "flux-1.1-pro", "input": {"prompt": "x"}, "foo": 1}, "foo"),
        ({"model": "flux-1.1-pro", "input": {"promt": "x"}}, "input.promt"),
        ({"model": "flux-1.1-pro", "input": {"prompt": "x"}, "n": 11}, "n"),
        ({"model": "flux-1.1-pro", "input": {"prompt": "x"}, "wait": 12.5}, "wait"),
        ({"model": "flux-1.1-pro", "input": {"prompt": "x", "size": "big"}}, "input.size"),
        ({"model": "nobody", "input": {"prompt": "x"}}, "model"),
    ],
)
def test_strict_input(serve, body, param):
    answer = create(serve(), **body)
    assert answer.status_code == 400
    assert answer.json()["error"]["code"] == "invalid_input"
    assert answer.json()["error"]["param"] == param


@pytest.mark.parametrize("key", [{}, {"Authorization": "Bearer sk-other"}, {"Authorization": "Basic eHg="}])
def test_a_wrong_key_is_refused(serve, key):
    answer = create(serve(), key=key, model="flux-1.1-pro", input={"prompt": "x"})
    assert answer.status_code == 401
    assert answer.json()["error"]["code"] == "unauthenticated"


def test_an_unknown_generation_is_not_found(serve):
    answer = read(serve(), "gen_000000000000000000000000")
    assert answer.status_code == 404
    assert answer.json()["error"]["code"] == "not_found"


def test_a_rate_limit_tells_the_true_time(serve):
    server = serve(
        AUTO.replace("mode: auto", "mode: manual")
        + """
rules:
  - name: one in ten seconds
    on: create
    then: { rate_limit: { requests: 1/10s } }
"""
    )
    body = {"model": "flux-1.1-pro", "input": {"prompt": "x"}, "wait": 0}
    assert create(server, **body).status_code == 200
    refused = create(server, **body)
    assert refused.status_code == 429
    assert refused.json()["error"]["code"] == "rate_limited"
    wait = int(refused.headers["Retry-After"])
    server.clock(advance=f"{wait}s")
    assert create(server, **body).status_code == 200
