"""Unified Tasks, driven as its public clients do: create, poll, download."""

import io
import itertools
import json
import subprocess

import pytest
import requests
from PIL import Image

KEY = {"Authorization": "Bearer sk-test"}
VEO = {"model": "google/veo-3.1-fast", "input": {"prompt": "a paper boat", "duration": 8}}
MANUAL = """
understudy: 1
name: by-hand
clock: { mode: manual, start: 2026-01-01T00:00:00Z }
pace: realistic
"""


def post(server, key=KEY, **body):
    return requests.post(f"{server.base('unified-tasks')}/v1/tasks", json=body, headers=key, timeout=30)


def get(server, path):
    return requests.get(server.base("unified-tasks") + path, headers=KEY, timeout=30)


def run(server, **body):
    """Creates a task and polls it every five seconds of scenario time; the last answer and every state on the way."""
    created = post(server, **body)
    assert created.status_code == 200, created.text
    task = created.json()["data"]["task_id"]
    states = [created.json()["data"]["status"]]
    while states[-1] in ("pending", "processing"):
        assert len(states) < 200, "the task does not end"
        server.clock(advance="5s")
        answer = get(server, f"/v1/tasks/{task}")
        assert answer.status_code == 200, answer.text
        states.append(answer.json()["data"]["status"])
    return answer.json(), states


def test_a_dry_run_prices_and_makes_nothing(serve):
    server = serve(MANUAL)
    answer = post(server, **VEO, dry_run=True)
    assert answer.status_code == 200
    assert answer.json() == {"code": 200, "success": True, "data": {"cost": 0.15}}


def test_a_dry_run_finds_the_faults_of_a_real_one(serve):
    server = serve(MANUAL)
    wrong = {"model": VEO["model"], "input": {"prompt": "x", "duration": 5}}
    assert post(server, **wrong, dry_run=True).json() == post(server, **wrong).json()


def test_a_veo_task_runs_through_its_states(serve):
    server = serve(MANUAL)
    answer, states = run(server, **VEO)
    assert [state for state, _ in itertools.groupby(states)] == ["pending", "processing", "completed"]
    assert answer["data"]["output"]["video_url"].startswith(server.base("unified-tasks") + "/files/")


def test_an_image_can_be_downloaded_without_a_key(serve):
    answer, _ = run(serve(MANUAL), model="google/nano-banana", input={"prompt": "a paper boat", "aspect_ratio": "1:1"})
    download = requests.get(answer["data"]["output"]["image_url"], timeout=30)
    assert download.status_code == 200
    picture = Image.open(io.BytesIO(download.content))
    picture.load()
    assert download.headers["Content-Type"] == Image.MIME[picture.format]


def test_a_failed_task_says_why(serve):
    server = serve(
        MANUAL
        + """
rules:
  - name: fails
    on: create
    then: { job: { outcome: failed, error: generation_failed } }
"""
    )
    answer, states = run(server, **VEO)
    assert states[-1] == "failed"
    assert answer["code"] == 200 and answer["success"] is True
    assert answer["data"]["error"]["code"] == "generation_failed"
    assert "output" not in answer["data"]


@pytest.mark.parametrize(
    "body, status, code",
    [
        ({"model": "google/veo-9", "input": {"prompt": "x"}}, 404, "not_found"),
        ({"model": "google/veo-3.1-fast", "input": {}}, 400, "validation_error"),
        ({"model": "google/veo-3.1-fast", "input": {"prompt": "x", "duration": 5}}, 400, "validation_error"),
        (
            {"model": "google/veo-3.1-fast", "input": {"prompt": "x", "end_image_url": "https://example.com/a.png"}},
            400,
            "validation_error",
        ),
        ({"model": "google/veo-3.1-fast", "input": {"prompt": "x", "duration": "8"}}, 400, "validation_error"),
    ],
)
def test_a_bad_task_is_refused(serve, body, status, code):
    answer = post(serve(), **body)
    assert answer.status_code == status
    envelope = answer.json()
    assert envelope["code"] == status and envelope["success"] is False
    assert envelope["data"]["code"] == code


def test_a_missing_key_is_refused(serve):
    answer = post(serve(), key={}, **VEO)
    assert answer.status_code == 401
    assert answer.json()["data"]["code"] == "authentication_failed"


def test_an_unknown_task_is_not_found(serve):
    answer = get(serve(), "/v1/tasks/3f0c1e58-6f0b-4a8e-9d0a-2f4f6b1c9a77")
    assert answer.status_code == 404
    assert answer.json()["data"]["code"] == "not_found"


def test_a_task_is_charged_and_a_failed_one_refunded(serve):
    server = serve(
        MANUAL
        + """
accounts:
  - { name: alice, keys: [sk-test], balance: 1.00 }
rules:
  - name: the second fails
    on: create
    when: { after: 1 }
    then: { job: { outcome: failed } }
"""
    )
    for _ in range(2):
        run(server, **VEO)
    assert get(server, "/v1/account").json()["data"]["balance_usd"] == pytest.approx(0.85)


def test_an_empty_purse_is_refused(serve):
    server = serve(MANUAL + "accounts:\n  - { name: alice, keys: [sk-test], balance: 0.10 }\n")
    answer = post(server, **VEO)
    assert answer.status_code == 402
    assert answer.json()["data"]["code"] == "insufficient_balance"
    assert post(server, **VEO, dry_run=True).status_code == 200


def test_an_upload_by_form_comes_back_byte_for_byte(serve):
    server = serve()
    picture = bytes(range(256)) * 40
    sent = requests.put(
        f"{server.base('unified-tasks')}/upload",
        files={"file": ("kite.png", picture, "image/png")},
        headers=KEY,
        timeout=30,
    )
    assert sent.status_code == 200, sent.text
    assert sent.json()["success"] is True
    link = sent.json()["file_url"]
    back = requests.get(link, timeout=30)
    assert back.content == picture
    assert back.headers["Content-Type"] == "image/png"
    part = requests.get(link, headers={"Range": "bytes=250-259"}, timeout=30)
    assert (part.status_code, part.content) == (206, picture[250:260])
    assert requests.head(link, timeout=30).headers["Content-Length"] == str(len(picture))


def test_uploads_beyond_what_a_sandbox_holds_let_the_oldest_go(serve):
    server = serve()
    large = b"\x00" * (40 << 20)
    links = []
    for name in ("first.mp4", "second.mp4"):
        sent = requests.put(
            f"{server.base('unified-tasks')}/upload", files={"file": (name, large)}, headers=KEY, timeout=120
        )
        links.append(sent.json()["file_url"])
    first = requests.get(links[0], timeout=30)
    assert first.status_code == 503
    assert "64 MiB" in first.json()["data"]["message"]
    assert len(requests.get(links[1], timeout=120).content) == len(large)
    report = server.control("GET", "sandboxes/default").json()
    assert report["upload_bytes"] == {"held": len(large), "files_let_go": 1}


def test_a_file_larger_than_memory_allows_is_measured_and_known(serve, tmp_path):
    server = serve()
    film, size = tmp_path / "film.mp4", 300 << 20
    with film.open("wb") as file:
        file.truncate(size)
    sent = subprocess.run(
        ["curl", "-sS", "-X", "PUT", f"{server.base('unified-tasks')}/upload", "-F", f"file=@{film};type=video/mp4"]
        + ["-H", "Authorization: Bearer sk-test"],
        capture_output=True,
        text=True,
        check=True,
    )
    link = json.loads(sent.stdout)["file_url"]
    assert link.endswith(".mp4")
    answer = requests.get(link, timeout=30)
    assert answer.status_code == 503
    assert f"({size} bytes" in answer.json()["data"]["message"]
    assert server.control("GET", "sandboxes/default").json()["upload_bytes"] == {"held": 0, "files_let_go": 1}
