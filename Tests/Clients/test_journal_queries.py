"""Reads the journal as people and other programs do: as HAR, by a shell, and with questions."""

import json
import os
import subprocess

import requests
from haralyzer import HarParser

SCENARIO = "understudy: 1\nname: journal\nclock: { mode: auto }\npace: instant\n"
KEY = {"Authorization": "Bearer sk-secret-of-a-client"}
PROMPT = "it's \"$HOME\" `id` $(id) \\ \n@file ünï"


def create(server, prompt="a boat", **more):
    body = {"model": "google/veo-3.1-fast", "input": {"prompt": prompt, "duration": 4}}
    return requests.post(f"{server.base('unified-tasks')}/v1/tasks", json=body, headers={**KEY, **more}, timeout=30)


def listed(server, **query):
    return server.control("GET", "sandboxes/default/requests", params=query)


def test_another_program_reads_the_har(serve):
    server = serve(SCENARIO)
    create(server)
    requests.get(f"{server.base('getimg')}/v2/models?key=abc&page=2", timeout=30)
    har = HarParser(json.loads(listed(server, format="har").text))
    assert har.version == "1.2" and har.creator["name"] == "understudy"
    entries = har.har_data["entries"]
    assert [entry["response"]["status"] for entry in entries] == [200, 401]
    assert HarParser.match_status_code(entries[0], "2.*")
    assert HarParser.match_headers(entries[0], "request", "Authorization", r"^Bearer \$UNDERSTUDY_KEY$")
    assert HarParser.match_request_type(entries[1], "GET")
    assert entries[0]["request"]["url"] == f"{server.base('unified-tasks')}/v1/tasks"
    assert entries[1]["request"]["queryString"] == [
        {"name": "key", "value": "$UNDERSTUDY_KEY"}, {"name": "page", "value": "2"}
    ]
    assert json.loads(entries[0]["request"]["postData"]["text"])["input"]["duration"] == 4
    assert "sk-secret-of-a-client" not in json.dumps(har.har_data)


def test_a_shell_sends_a_request_again(serve, tmp_path):
    server = serve(SCENARIO)
    create(server, PROMPT, **{"X-Odd": "a'b $HOME `id`;"})
    requests.get(f"{server.base('unified-tasks')}/v1/tasks?q=[1-3]&r={{a,b}}&s='", headers=KEY, timeout=30)
    requests.head(f"{server.base('getimg')}/v2/models", headers=KEY, timeout=30)
    script = listed(server, format="curl").text
    assert "sk-secret-of-a-client" not in script
    environment = {**os.environ, "UNDERSTUDY_KEY": "sk-secret-of-a-client"}
    run = subprocess.run(["sh", "-eu"], input=script, cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=60)
    assert run.returncode == 0, run.stderr
    entries = listed(server).json()["requests"]
    assert len(entries) == 6
    for before, after in zip(entries[:3], entries[3:]):
        assert before["request"]["body"] == after["request"]["body"]
        for name in ("method", "path", "query"):
            assert before["request"][name] == after["request"][name]
        assert before["account"] == after["account"] and before["response"]["status"] == after["response"]["status"]
    odd = [dict(entry["request"]["headers"]).get("X-Odd") for entry in (entries[0], entries[3])]
    assert odd == ["a'b $HOME `id`;"] * 2


def test_a_scenario_whose_lines_curl_has_joined_is_told_how_to_be_sent(serve, tmp_path):
    server = serve()
    (tmp_path / "drill.yaml").write_text(SCENARIO)
    place = f"{server.url}/_understudy/sandboxes/default/scenario"
    joined = subprocess.run(["curl", "-sS", "-X", "PUT", "-d", "@drill.yaml", place], cwd=tmp_path, capture_output=True, text=True)
    assert "--data-binary" in json.loads(joined.stdout)["error"]["message"]
    whole = subprocess.run(["curl", "-sS", "-T", "drill.yaml", place], cwd=tmp_path, capture_output=True, text=True)
    assert json.loads(whole.stdout)["scenario"] == "journal"
