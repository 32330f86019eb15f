"""`understudy scenarios`, and the names of shipped scenarios in the place of files."""

import json
import subprocess

import pytest
import requests
import yaml
from conftest import PROGRAM, TOP

FOLDERS = {"drills": TOP / "scenarios/drills", "scenarios": TOP / "scenarios", "presets": TOP / "scenarios/presets"}
FILES = {file.stem: file for folder in FOLDERS.values() for file in sorted(folder.glob("*.yaml"))}
MISTAKES = [
    "lost-answer", "gateway-timeout-after-commit", "slow-answer", "retry-storm", "ignored-retry-after", "poll-flood", "expired-link",
    "truncated-download", "html-instead-of-file", "stuck-job", "failed-job", "empty-balance", "forged-webhook", "duplicate-webhook",
    "redirect-with-key", "key-revoked",
]


def run(*arguments, folder=None, text=None):
    command = [PROGRAM, *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, cwd=folder, input=text)


def test_the_list_has_a_line_for_each_in_its_group():
    groups = [part.splitlines() for part in run("scenarios").stdout.split("\n\n")]
    for (_, folder), (title, *lines) in zip(FOLDERS.items(), groups):
        files = [yaml.safe_load(file.read_text()) for file in sorted(folder.glob("*.yaml"))]
        assert title and not title.startswith(" ")
        assert [line.split(maxsplit=1) for line in lines] == [[file["name"], file["summary"]] for file in files]
        assert len({line.index(line.split(maxsplit=1)[1]) for line in lines}) == 1
    assert "understudy scenarios NAME" in groups[-1][0]


def test_programs_read_the_list_as_json():
    told = {line["name"]: line for line in json.loads(run("scenarios", "--json").stdout)}
    assert told.keys() == FILES.keys()
    assert {name for name in told if told[name]["group"] == "drills"} == set(MISTAKES)
    assert told["flaky"] == {"name": "flaky", "group": "scenarios", "summary": yaml.safe_load(FILES["flaky"].read_text())["summary"]}


@pytest.mark.parametrize("name", ["lost-answer", "flaky", "webhook-chaos"])
def test_one_is_printed_as_it_lies_in_the_project(name):
    assert run("scenarios", name).stdout == FILES[name].read_text()


@pytest.mark.parametrize("command", [["scenarios"], ["serve", "--port", "0", "--scenario"], ["check"]])
def test_a_misspelt_name_is_told_the_right_one_and_where_they_are_listed(tmp_path, command):
    told = run(*command, "lost-anwser", folder=tmp_path)
    assert told.returncode == 2
    assert "there is no file `lost-anwser`, and no shipped scenario of that name. Did you mean `lost-answer`?" in told.stderr
    assert "`understudy scenarios` lists the shipped ones." in told.stderr


def test_a_name_without_its_ending_is_told_the_file(tmp_path):
    (tmp_path / "mine.yaml").write_text("understudy: 1\nname: mine\n")
    told = run("check", "mine", folder=tmp_path)
    assert told.returncode == 2 and "Did you mean `mine.yaml`?" in told.stderr


def test_a_path_is_no_name(tmp_path):
    for path in ("./lost-answer", "lost-answer.yaml", "drills/lost-answer"):
        told = run("check", path, folder=tmp_path)
        assert told.returncode == 2 and "cannot be read: no such file or directory" in told.stderr


def test_names_are_checked_explained_and_used(tmp_path):
    assert run("check", *MISTAKES, folder=tmp_path).stdout.endswith(f"All {len(MISTAKES)} files are sound.\n")
    told = run("explain", "lost-answer", "--request", "provider=getimg", folder=tmp_path)
    assert told.returncode == 0 and "charged but never heard of" in told.stdout
    (tmp_path / "mine.yaml").write_text("understudy: 1\nname: mine\nuse: [lost-answer]\n")
    assert run("check", "mine.yaml", folder=tmp_path).returncode == 0


def test_a_file_goes_before_a_name_and_a_folder_does_not(tmp_path):
    (tmp_path / "flaky").write_text("understudy: 1\nname: my-own\npase: quick\n")
    told = run("check", "flaky", folder=tmp_path)
    assert told.returncode == 2 and "flaky:3:1: pase: " in told.stderr
    (tmp_path / "slow").mkdir()
    assert run("explain", "slow", "--request", "provider=getimg", folder=tmp_path).returncode == 0
    (tmp_path / "slow" / "mine.yaml").write_text("understudy: 1\nname: mine\npase: quick\n")
    told = run("check", "slow", folder=tmp_path)
    assert told.returncode == 2 and "slow/mine.yaml:3:1: pase: " in told.stderr


def test_standard_input_is_checked_as_yaml_or_json():
    assert run("check", "-", text=FILES["stuck-job"].read_text()).stdout.endswith("The file is sound.\n")
    assert run("check", "-", text='{"understudy": 1, "name": "j"}').returncode == 0
    told = run("check", "-", text="understudy: 1\nname: f\npase: quick\n")
    assert told.returncode == 2 and told.stderr.startswith("<stdin>:3:1: pase: ")
    told = run("check", "-", text='{"understudy": 1,\n "name": "j", "pase": 1}')
    assert told.returncode == 2 and "<stdin>:2:" in told.stderr
    assert run("check", "-", text="").returncode == 2
    told = run("check", "-", text="x" * ((1 << 20) + 1))
    assert told.returncode == 2 and "standard input cannot be read: it is larger than 1048576 bytes." in told.stderr


def test_a_server_is_started_and_steered_by_names(serve):
    server = serve(None, "--scenario", "lost-answer")
    sandbox = f"{server.url}/_understudy/sandboxes/default"
    assert requests.get(sandbox, timeout=10).json()["scenario"] == "lost-answer"
    for name, type in [("flaky", None), ("slow\n", None), ('"healthy"', "application/json"), ("stuck-job", "application/yaml")]:
        put = requests.put(f"{sandbox}/scenario", data=name, headers={"Content-Type": type} if type else {}, timeout=10)
        assert put.status_code == 200, put.text
        assert put.json()["scenario"] == name.strip('"\n')
    assert requests.get(f"{sandbox}/scenario", timeout=10).text == FILES["stuck-job"].read_text()
    put = requests.put(f"{sandbox}/scenario", data="flakey", timeout=10)
    assert put.status_code == 422
    assert put.json()["error"]["message"] == (
        "No scenario is called `flakey` here. Did you mean `flaky`? `understudy scenarios` lists the shipped ones. The old one stays in force."
    )
    assert requests.get(sandbox, timeout=10).json()["scenario"] == "stuck-job"
    made = requests.post(f"{server.url}/_understudy/sandboxes", json={"scenario": "poll-flood"}, timeout=10)
    assert made.status_code == 201 and made.json()["scenario"] == "poll-flood"
