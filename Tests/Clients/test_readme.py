"""Runs the tour of the README as a reader would: every command as it is printed, in one shell, from the top."""

import json
import os
import re
import subprocess
import sys

import pytest
import requests
from conftest import TOP
from PIL import Image

README = (TOP / "README.md").read_text()
MARK = "@@@ "


def tour():
    """The numbered headings of the tour and the commands below each."""
    section = re.search(r"^## Five minutes$(.*?)^## ", README, re.M | re.S).group(1)
    steps = re.split(r"^### (\d+)\. .*$", section, flags=re.M)[1:]
    return [
        (int(number), re.findall(r"^```sh\n(.*?)^```$", text, re.M | re.S))
        for number, text in zip(steps[::2], steps[1::2])
    ]


@pytest.fixture
def outputs(serve, tmp_path):
    """What each step prints, by its number, and the folder it ran in."""
    server = serve()
    script = "set -euo pipefail\n"
    for number, blocks in tour():
        script += f"printf '\\n{MARK}{number}\\n'\n" + "\n".join(blocks)
    script = script.replace("127.0.0.1:4010", server.url.removeprefix("http://"))
    (tmp_path / "scenarios").symlink_to(TOP / "scenarios")
    # The SDK's Python comes first, as it does in an activated virtual environment.
    path = os.pathsep.join([os.path.dirname(sys.executable), os.environ["PATH"]])
    run = subprocess.run(
        ["bash", "-c", script],
        cwd=tmp_path,
        env={**os.environ, "PATH": path},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert run.returncode == 0, f"{run.stdout}\n{run.stderr}"
    parts = re.split(rf"^{MARK}(\d+)$", run.stdout, flags=re.M)[1:]
    return {int(number): text.strip() for number, text in zip(parts[::2], parts[1::2])}, tmp_path


def objects(text):
    """Every JSON object in a text, in order."""
    decoder, place, found = json.JSONDecoder(), text.find("{"), []
    while place >= 0:
        value, place = decoder.raw_decode(text, place)
        found.append(value)
        place = text.find("{", place)
    return found


def test_the_tour_does_what_it_says(outputs):
    printed, folder = outputs
    assert sorted(printed) == [1, 2, 3, 4, 5, 6]

    [generation] = objects(printed[1])
    assert generation["status"] == "completed"
    assert generation["output"]["media"][0]["format"] == "png"

    price, _, task = objects(printed[2])
    assert price["data"]["cost"] == 0.15
    assert task["data"]["status"] == "completed"
    assert task["data"]["output"]["video_url"].endswith(".mp4")

    assert printed[3] == "200 image/png"
    with Image.open(folder / "kite.png") as picture:
        picture.load()
        assert picture.text["Description"] == "a red kite over a harbour"

    statuses = re.findall(r"^HTTP/1\.1 (\d+)", printed[4], re.M)
    assert statuses[0] == "200" and "429" in statuses
    waits = re.findall(r"^Retry-After: (\d+)\s*$", printed[4].split(" 429 ", 1)[1], re.M | re.I)
    assert waits and all(int(wait) >= 1 for wait in waits)

    assert printed[5].splitlines()[-1] == "410"
    assert "200" in printed[5].splitlines()
    assert objects(printed[5])[-1]["error"]["code"] == "download_expired"

    status, seconds = re.search(r"(\w+) after (\d+) seconds", printed[6]).groups()
    assert status == "completed"
    assert int(seconds) < 60, "an hour on the scenario clock, not on the wall"


def test_the_scenario_of_the_readme_is_a_good_one(serve):
    [scenario] = re.findall(r"^```yaml\n(.*?)^```$", README, re.M | re.S)
    serve().play(scenario)


CREATES = [
    ("llm-stats", "/v1/generations", "ze_a", {"model": "flux-1.1-pro", "input": {"prompt": "a"}, "wait": 0}),
    ("unified-tasks", "/v1/tasks", "sk-a", {"model": "google/veo-3.1-fast", "input": {"prompt": "a"}}),
    ("openrouter", "/api/v1/images", "sk-or-a", {"model": "google/gemini-2.5-flash-image", "prompt": "a"}),
    ("lemondata", "/v1/images/generations", "sk-a", {"model": "midjourney", "prompt": "a"}),
    ("getimg", "/v2/images/generations", "sk_a", {"model": "gpt-image-2", "prompt": "a"}),
]


@pytest.mark.parametrize("provider, path, key, body", CREATES, ids=[create[0] for create in CREATES])
def test_the_scenario_of_the_readme_fails_every_third_create(serve, provider, path, key, body):
    [scenario] = re.findall(r"^```yaml\n(.*?)^```$", README, re.M | re.S)
    server = serve(scenario + "clock: { mode: auto }\n")
    statuses = []
    for _ in range(6):
        answer = requests.post(server.base(provider) + path, json=body, headers={"Authorization": f"Bearer {key}"}, timeout=30)
        statuses.append(answer.status_code)
        if answer.status_code >= 500:
            assert answer.headers["Retry-After"] == "5"
    assert [status >= 500 for status in statuses] == [False, False, True] * 2, statuses


PAGES = sorted(file.relative_to(TOP) for file in [TOP / "README.md", TOP / "CONTRIBUTING.md", *TOP.glob("docs/**/*.md")])


@pytest.mark.parametrize("page", PAGES, ids=str)
def test_links_between_the_pages_lead_somewhere(page):
    file = TOP / page
    for target, place in re.findall(r"\]\((?!https?:)([^)#\s]*)#?([^)\s]*)\)", file.read_text()):
        linked = file.parent / target if target else file
        assert linked.exists(), f"{page} links to {target}"
        if place:
            titles = re.findall(r"^#+ (.*)$", linked.read_text(), re.M)
            names = {re.sub(r"[^\w -]", "", title).lower().replace(" ", "-") for title in titles}
            assert place in names, f"{page} links to {target}#{place}"


def test_the_index_lists_every_page():
    index = (TOP / "docs/README.md").read_text()
    listed = set(re.findall(r"^\| \[[^]]+\]\(([^)]+)\) \|", index, re.M))
    assert listed == {str(file.relative_to(TOP / "docs")) for file in TOP.glob("docs/**/*.md")} - {"README.md"}
