"""Runs the examples of the guide and of the page on tests against a server, and holds what it says about stopping and starting."""

import re
import subprocess

import pytest
import requests
from conftest import PROGRAM, TOP

PAGES = [(TOP / "docs" / page).read_text() for page in ("guide.md", "tests.md")]
EXAMPLES = [example for page in PAGES for example in re.findall(r"^```sh\n(.*?)^```$", page, re.M | re.S)]


def test_the_pages_have_examples():
    assert len(EXAMPLES) >= 4


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda text: text.splitlines()[0][:60])
def test_an_example_of_the_guide_works(serve, tmp_path, example):
    server = serve()
    (tmp_path / "scenarios").symlink_to(TOP / "scenarios")
    script = "set -euo pipefail\ncurl() { command curl --fail-with-body \"$@\"; }\n"
    script += example.replace("127.0.0.1:4010", server.url.removeprefix("http://"))
    run = subprocess.run(
        ["bash", "-c", script], cwd=tmp_path, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=60
    )
    assert run.returncode == 0, f"{run.stdout}\n{run.stderr}"


def test_a_provider_can_have_a_port_of_its_own(serve):
    server = serve(None, "--serve", "getimg=0")
    root = server.ready["ports"]["getimg"]
    answer = requests.get(f"http://127.0.0.1:{root}/v2/models", headers={"Authorization": "Bearer sk_test"}, timeout=30)
    assert answer.status_code == 200


def test_a_wide_address_without_a_token_is_refused():
    run = subprocess.run([PROGRAM, "serve", "--host", "0.0.0.0", "--port", "0"], capture_output=True, text=True, timeout=30)
    assert run.returncode == 2
    assert "--control-token" in run.stderr


def test_a_bad_scenario_stops_the_start_with_every_problem(tmp_path):
    bad = tmp_path / "bad.yaml"
    bad.write_text("understudy: 1\nname: bad\nrules:\n  - name: r\n    then: { latncy: 1s, error: nonsense }\n")
    run = subprocess.run([PROGRAM, "serve", "--port", "0", "--scenario", bad], capture_output=True, text=True, timeout=30)
    assert run.returncode == 2
    assert "latncy" in run.stderr and "nonsense" in run.stderr
    assert f"{bad}:5:" in run.stderr


def test_a_port_that_is_taken_is_reported(serve):
    port = serve().url.rsplit(":", 1)[1]
    run = subprocess.run([PROGRAM, "serve", "--port", port], capture_output=True, text=True, timeout=30)
    assert run.returncode == 3
    assert port in run.stderr


def test_the_token_guards_the_control_api_but_not_its_health(serve):
    server = serve(None, "--control-token", "secret-of-16-characters")
    clock = f"{server.url}/_understudy/sandboxes/default/clock"
    assert requests.get(clock, timeout=30).status_code in (401, 403)
    assert requests.get(clock, headers={"Authorization": "Bearer secret-of-16-characters"}, timeout=30).status_code == 200
    assert requests.get(f"{server.url}/_understudy/health", timeout=30).status_code == 200
    assert requests.get(f"{server.url}/_understudy/ready", timeout=30).status_code == 200
