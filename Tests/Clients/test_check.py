"""`understudy check`, `understudy explain`, and scenario files that change while the program runs."""

import contextlib
import os
import signal
import subprocess
import time

import requests
from conftest import PROGRAM, TOP

SLOW = "understudy: 1\nname: slow\nrules:\n  - { name: slow, on: catalog, then: { http_error: { status: 503 } } }\n"
BUSY = "understudy: 1\nname: busy\nrules:\n  - { name: busy, on: catalog, then: { http_error: { status: 529 } } }\n"
BAD = "understudy: 1\nname: bad\nrules:\n  - { name: bad, then: { latncy: 1s } }\n"


def run(*arguments):
    return subprocess.run([PROGRAM, *arguments], capture_output=True, text=True, timeout=30)


def status(server):
    return requests.get(f"{server.base('llm-stats')}/v1/models", headers={"Authorization": "Bearer ze_a"}, timeout=30).status_code


def until(server, condition):
    """Waits for something that a running server does soon."""
    limit = time.monotonic() + 20
    while not condition():
        assert time.monotonic() < limit
        with contextlib.suppress(subprocess.TimeoutExpired):
            server.process.wait(timeout=0.05)


def test_sound_files_are_sound():
    folders = [TOP / "scenarios", TOP / "scenarios/presets/", TOP / "scenarios/drills"]
    files = [file for folder in folders for file in sorted(folder.glob("*.yaml"))]
    for arguments in (files, folders):
        checked = run("check", *arguments)
        assert checked.returncode == 0, checked.stderr
        assert f"All {len(files)} files are sound." in checked.stdout
        assert "already the name" not in checked.stdout


def test_two_files_of_one_name_are_sound_and_cannot_be_served_together(tmp_path):
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
    (tmp_path / "a/busy.yaml").write_text(BUSY)
    (tmp_path / "b/busy.yaml").write_text(BUSY.replace("529", "503"))
    checked = run("check", tmp_path / "a", tmp_path / "b")
    assert checked.returncode == 0, checked.stderr
    assert "`busy` is already the name of the scenario in" in checked.stdout
    assert "the two cannot be served together" in checked.stdout
    together = [word for folder in ("a", "b") for word in ("--scenario", str(tmp_path / folder / "busy.yaml"))]
    served = run("serve", "--port", "0", *together)
    assert served.returncode == 2
    assert "`busy` is already the name of the scenario in" in served.stderr


def test_a_folder_without_scenarios_is_told(tmp_path):
    checked = run("check", tmp_path)
    assert checked.returncode == 2
    assert f"the folder {tmp_path} has no scenario file (.yaml, .yml or .json)." in checked.stderr


def test_everything_wrong_is_told_with_its_place(tmp_path):
    bad = tmp_path / "bad.yaml"
    bad.write_text("understudy: 1\nname: bad\nrules:\n  - name: r\n    on: creat\n    then: { latncy: 1s }\n")
    checked = run("check", bad)
    assert checked.returncode == 2
    assert f"{bad}:5:9: rules[0].on: unknown step `creat`; did you mean `create`?" in checked.stderr
    assert f"{bad}:6:13: rules[0].then.latncy: unknown key `latncy`; did you mean `latency`?" in checked.stderr


def test_an_error_that_a_provider_lacks_is_its_nearest_and_told(tmp_path):
    file = tmp_path / "file.yaml"
    file.write_text("understudy: 1\nname: f\nrules:\n  - { name: busy, then: { error: overloaded } }\n")
    checked = run("check", file)
    assert checked.returncode == 0
    assert "`overloaded` is `internal_error` at `unified-tasks`" in checked.stdout
    assert "`overloaded` is `provider_unavailable` at `llm-stats`" in checked.stdout
    told = run("explain", file, "--request", "provider=unified-tasks")
    assert told.stdout.strip() == "busy: decides error; `overloaded` is `internal_error` here"


def test_a_strict_file_passes_such_a_provider_over(tmp_path):
    file = tmp_path / "file.yaml"
    head = "understudy: 1\nname: f\nstrict_errors: true\nrules:\n"
    file.write_text(head + "  - { name: busy, then: { error: overloaded } }\n")
    checked = run("check", file)
    assert checked.returncode == 0
    assert "the `error` of the rule `busy` is skipped there" in checked.stdout
    file.write_text(head + "  - { name: busy, match: { provider: llm-stats }, then: { error: overloaded } }\n")
    checked = run("check", file)
    assert checked.returncode == 2
    assert "`llm-stats` has no error `overloaded`, but the rule `busy` asks for it" in checked.stderr


def test_the_help_of_explain_says_how_a_text_is_told_from_a_number():
    told = run("explain", "--help")
    assert "'prompt=\"12\"'" in told.stdout


def test_explain_says_which_rule_decides_and_why_not_the_others(tmp_path):
    file = tmp_path / "file.yaml"
    file.write_text(
        "understudy: 1\nname: f\nrules:\n"
        "  - { name: veo, match: { model: 'google/veo-*' }, then: { latency: 1s } }\n"
        "  - { name: all, then: { latency: 2s } }\n"
    )
    told = run("explain", file, "--request", "provider=llm-stats", "model=flux-1.1-pro")
    assert told.returncode == 0, told.stderr
    assert told.stdout.splitlines() == [
        "veo: `model` is flux-1.1-pro, which google/veo-* does not match",
        "all: decides latency",
    ]
    wrong = run("explain", file, "--request", "provider=llm-stat")
    assert wrong.returncode == 2
    assert "did you mean `llm-stats`?" in wrong.stderr


def test_explain_over_the_control_api_counts_with_the_sandbox(serve):
    server = serve()
    server.play("understudy: 1\nname: f\nrules:\n  - { name: first, on: catalog, when: { times: 1 }, then: { error: internal_error } }\n")
    ask = "sandboxes/default/explain?provider=llm-stats&on=catalog"
    assert server.control("GET", ask).json()["rules"] == [{"rule": "first", "phase": None, "decides": ["error"], "masked": [], "reason": None}]
    assert status(server) == 500
    assert server.control("GET", ask).json()["rules"][0]["reason"] == "it has acted once, and is silent now"
    answer = requests.get(f"{server.url}/_understudy/sandboxes/default/explain?provider=nobody", timeout=30)
    assert answer.status_code == 400


def test_a_scenario_that_is_put_answers_its_warnings(serve):
    rule = "{ name: r, on: connect, then: { down: 30s } }"
    answer = serve().control(
        "PUT", "sandboxes/default/scenario", data=f"understudy: 1\nname: off\nrules: [{rule}]\n".encode(),
        headers={"Content-Type": "application/yaml"},
    ).json()
    assert answer["rules"] == 1
    told = [warning["message"] for warning in answer["warnings"]]
    assert "warning: without `when: { times: 1 }` or its like the provider never comes back" in told
    assert all(warning["line"] == 3 for warning in answer["warnings"])


def test_a_signal_loads_the_file_anew_and_a_bad_one_changes_nothing(serve, tmp_path):
    file = tmp_path / "scenario.yaml"
    file.write_text(SLOW)
    server = serve(file)
    assert status(server) == 503
    file.write_text(BUSY)
    server.process.send_signal(signal.SIGHUP)
    until(server, lambda: status(server) == 529)
    file.write_text(BAD)
    server.process.send_signal(signal.SIGHUP)
    until(server, lambda: "The old scenario stays in force." in server.log.read_text())
    assert "did you mean `latency`?" in server.log.read_text()
    assert status(server) == 529


def test_a_watched_file_is_loaded_when_it_changes(serve, tmp_path):
    file = tmp_path / "scenario.yaml"
    file.write_text(SLOW)
    server = serve(file, "--watch")
    assert status(server) == 503
    draft = tmp_path / "draft"
    draft.write_text(BUSY)
    os.replace(draft, file)
    until(server, lambda: status(server) == 529)


def test_a_proxy_in_the_way_is_told_at_the_start(serve, monkeypatch):
    monkeypatch.setenv("http_proxy", "http://proxy.example:3128")
    for name in ("NO_PROXY", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
    server = serve()
    monkeypatch.setenv("no_proxy", "127.0.0.1,localhost")
    until(server, lambda: "NO_PROXY=127.0.0.1,localhost" in server.log.read_text())
