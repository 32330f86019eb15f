"""The command as people and scripts meet it: its files, its words and its exit codes."""

import json
import os
import resource
import signal
import socket
import subprocess

import pytest
import requests
from conftest import PROGRAM

HEAD = "understudy: 1\nname: f\n"


def run(*arguments):
    return subprocess.run([PROGRAM, *map(str, arguments)], capture_output=True, text=True, timeout=60)


def test_check_tells_of_every_file_whatever_is_wrong_with_the_others(tmp_path):
    bad, good = tmp_path / "bad.yaml", tmp_path / "good.yaml"
    bad.write_text(HEAD + "pase: quick\n")
    good.write_text(HEAD)
    told = run("check", tmp_path / "none.yaml", bad, good, tmp_path / "nor-this.yaml")
    assert told.returncode == 2
    assert told.stderr.count("cannot be read") == 2
    assert "bad.yaml:3:1: " in told.stderr and "did you mean `pace`?" in told.stderr


def test_a_file_with_a_byte_order_mark_is_a_file(tmp_path):
    marked = tmp_path / "marked.yaml"
    marked.write_text(HEAD, encoding="utf-8-sig")
    assert run("check", marked).returncode == 0


def test_a_ready_file_of_an_earlier_run_leads_nobody_astray(tmp_path):
    ready = tmp_path / "ready"
    ready.write_text("{}")
    assert run("serve", "--port", "0", "--ready-file", ready, "--scenario", tmp_path / "none.yaml").returncode == 2
    assert not ready.exists()


def test_the_ready_file_of_another_server_is_left_alone(serve):
    first = serve()
    ready = first.log.parent / "ready0"
    command = [PROGRAM, "serve", "--port", "0", "--ready-file", str(ready), "--exit-with-parent"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as second:
        # The banner comes after the file.
        second.stdout.readline()
        assert f'"pid":{second.pid}' in ready.read_text()
        first.stop()
        assert f'"pid":{second.pid}' in ready.read_text()
        second.send_signal(signal.SIGTERM)
        second.stdout.read()
    assert not ready.exists()


@pytest.mark.parametrize(
    "arguments, words",
    [
        (["--serve", "getimg=4702", "--port", "4702"], "Port 4702 is given to --port and to getimg."),
        (["--serve", "getimg=0", "--serve", "getimg=0"], "--serve gives getimg two ports"),
        (["--serve", "all=4720", "--serve", "getimg=4724"], "--serve gives getimg two ports"),
        (["--serve", "getimg=4702", "--serve", "lemondata=4702"], "Port 4702 is given to getimg and to lemondata."),
    ],
)
def test_a_port_that_the_command_itself_asks_for_twice_is_wrong_usage(arguments, words):
    told = run("serve", *arguments)
    assert told.returncode == 2
    assert words in told.stderr


@pytest.mark.parametrize(
    "arguments, words",
    [
        (["serv"], "did you mean `serve`?"),
        (["serve", "drill.yaml"], "did you mean `serve --scenario drill.yaml`?"),
        (["check"], "name a scenario file or a folder: `check drill.yaml`"),
        (["explain", "--request", "provider=getimg", "a.yaml"], "did you mean `explain a.yaml --request provider=getimg`?"),
        (["serve", "--scenario", "/"], "the scenario / cannot be read: it is a folder; name a file in it."),
        (["serve", "--prot", "1"], "Did you mean '--port'?"),
    ],
)
def test_a_command_line_that_cannot_be_read_is_told_what_was_meant(arguments, words):
    told = run(*arguments)
    assert told.returncode == 2
    assert words in told.stderr


@pytest.mark.parametrize("arguments, advice", [(["--port", "{}"], "--port 0"), (["--port", "0", "--serve", "getimg={}"], "`--serve getimg=0`")])
def test_a_port_in_use_is_told_with_who_holds_it(arguments, advice):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        told = run("serve", *[argument.format(port) for argument in arguments])
    assert told.returncode == 3
    assert f"port {port} on 127.0.0.1 is already in use by " in told.stderr
    assert f"(process {os.getpid()})" in told.stderr and advice in told.stderr


@pytest.mark.parametrize("host", ["127.evil.example", "127.0.0.1.nip.example", "localhost.example", "127.1", "0.0.0.0"])
def test_a_host_that_is_no_address_of_this_machine_needs_a_token(host):
    told = run("serve", "--port", "0", "--host", host)
    assert told.returncode == 2
    assert f"--host {host} is reachable from other machines, so the control API needs a token" in told.stderr


def test_a_token_that_is_easily_guessed_is_wrong_usage():
    command = [PROGRAM, "serve", "--port", "0", "--control-token", "fifteen-letters"]
    told = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert told.returncode == 2
    assert "the control token has 15 bytes, and needs at least 16" in told.stderr


def lower(kind, most):
    """Lets the program have less of something than it needs."""
    return lambda: resource.setrlimit(kind, (most, resource.getrlimit(kind)[1] if most > 1 << 30 else most))


@pytest.mark.parametrize(
    "kind, most, words",
    [
        # As much memory as no machine has for the stack of one thread.
        (resource.RLIMIT_STACK, 1 << 45, "the system gave no thread for log: "),
        (resource.RLIMIT_NOFILE, 12, "Too many open files; `ulimit -n` sets how many files a process may have open"),
    ],
)
def test_what_the_system_does_not_give_is_told_and_nothing_is_half_started(tmp_path, kind, most, words):
    ready = tmp_path / "ready"
    command = [PROGRAM, "serve", "--port", "0", "--ready-file", str(ready)]
    told = subprocess.run(command, capture_output=True, text=True, timeout=60, preexec_fn=lower(kind, most))
    assert told.returncode == 3, told.stderr
    assert told.stderr.startswith("understudy: ") and words in told.stderr
    assert not ready.exists()


def test_a_port_that_comes_back_late_is_told_in_the_log(serve):
    rule = "rules:\n  - { name: nobody there, on: connect, when: { times: 1 }, then: { down: 30s } }\n"
    server = serve(HEAD + "clock: { mode: manual }\n" + rule, "--serve", "getimg=0")
    port = server.ready["ports"]["getimg"]

    def takes():
        try:
            socket.create_connection(("127.0.0.1", port), timeout=30).close()
            return True
        except ConnectionResetError:
            return True
        except ConnectionRefusedError:
            return False

    assert takes()
    while takes():
        pass
    with socket.create_server(("127.0.0.1", port)):
        server.clock(advance="30s")
        while "is already in use, so it could not be opened again" not in server.log.read_text():
            assert server.process.poll() is None
    while "is open again" not in server.log.read_text():
        assert server.process.poll() is None
    assert takes()


def test_what_a_key_opens_does_not_hang_on_who_saw_it_first(serve):
    server = serve()
    key = {"Authorization": "Bearer sk_of_another"}

    def status(path):
        return requests.get(server.url + path, headers=key, timeout=30).status_code

    before = status("/openrouter/api/v1/key")
    assert status("/getimg/v2/billing/balance") == 200
    assert before == status("/openrouter/api/v1/key") == 401


@pytest.mark.parametrize("provider, path, key", [
    ("llm-stats", "/v1/generations/x", "ze_ok"), ("getimg", "/v2/billing/balance", "sk_ok"),
    ("openrouter", "/api/v1/key", "sk-or-v1-ok"),
])
def test_blanks_behind_a_header_value_are_no_part_of_it(serve, provider, path, key):
    server = serve()
    host, port = server.url.removeprefix("http://").split(":")
    lines = [f"GET /{provider}{path} HTTP/1.1", f"Host: {host}:{port}  ", f"Authorization: Bearer {key} \t", "Connection: close"]
    with socket.create_connection((host, int(port)), timeout=30) as client:
        client.sendall("\r\n".join([*lines, "", ""]).encode())
        answer = client.makefile("rb").read().decode()
    assert answer.split(" ")[1] in ("200", "404"), answer


@pytest.mark.parametrize("query, words", [
    ("requests?provider=foo", "must be one of llm-stats"), ("requests?step=creat", "must be one of connect, create"),
    ("requests?status=9xx", "must be a whole number such as 429"), ("requests?limit=0", "at least 1"),
    ("requests?after=-1", "at least 0"), ("webhooks?state=deliverd", "must be one of scheduled"),
    ("webhooks?provider=foo", "must be one of llm-stats"), ("webhooks?limit=0", "at least 1"),
])
def test_a_filter_that_nothing_can_pass_is_refused_with_the_choices(serve, query, words):
    answer = requests.get(f"{serve().url}/_understudy/sandboxes/default/{query}", timeout=30)
    assert answer.status_code == 400
    assert words in answer.json()["error"]["message"]


def test_no_clock_goes_where_no_time_is(serve):
    server = serve(HEAD + "clock: { mode: manual }\n")
    place = f"{server.url}/_understudy/sandboxes/default/clock"
    before = server.time()
    for change, words in [
        ({"to": "9999-12-31T23:59:59Z"}, "beyond the year 2199"), ({"advance": "40000d"}, "at most"),
        ({"to": "2200-01-01T00:00:00Z"}, "beyond the year 2199"),
    ]:
        answer = requests.post(place, json=change, timeout=30)
        assert answer.status_code == 400 and words in answer.json()["error"]["message"], change
    assert server.time() == before
    server.clock(to="2199-12-31T23:59:59Z")
    assert requests.post(place, json={"advance": "1s"}, timeout=30).status_code == 400


@pytest.mark.parametrize("query, status", [
    ("status=503", 503), ("job=1", 200), ("status=abc", 400), ("status=999", 400), ("times=x", 400), ("retry_after=-", 400),
])
def test_an_inbox_says_so_when_it_cannot_answer_as_it_was_asked(serve, query, status):
    answer = requests.post(f"{serve().url}/_understudy/sandboxes/default/inbox/a?{query}", timeout=30)
    assert answer.status_code == status


def test_how_long_an_answer_took_includes_what_a_rule_made_it_wait(serve):
    rule = "rules:\n  - { name: late, on: catalog, then: { latency: 90m } }\n"
    server = serve(HEAD + "clock: { mode: auto }\n" + rule)
    requests.get(f"{server.url}/getimg/v2/models", headers={"Authorization": "Bearer sk_a"}, timeout=30)
    listed = server.control("GET", "sandboxes/default/requests").json()["requests"]
    assert listed[0]["response"]["after_ms"] == 5_400_000
    server.stop()
    assert '"took_ms":5400000' in server.log.read_text()


def test_numbers_of_the_log_are_numbers(serve):
    import json

    server = serve()
    requests.get(f"{server.url}/getimg/v2/models", timeout=30)
    server.stop()
    lines = [json.loads(line) for line in server.log.read_text().splitlines()]
    line = next(line for line in lines if line["message"] == "request")
    assert line["status"] == 401 and isinstance(line["bytes"], int) and line["took_ms"] >= 0
    assert line["path"] == "/v2/models"
