"""What the program writes to terminals and logs, whoever sent the words in it, and whoever does not read them."""

import json
import os
import signal
import socket
import subprocess

import pytest
import requests
from conftest import PROGRAM, notice

# Each of them ends a line, moves a terminal's cursor, or turns the direction of writing.
HOSTILE = ["\n", "\r", "\x1b[2J", "\x07", "\x7f", "\u0085", "\u009b2J", "\u2028", "\u202e", "\u2066", "\u200f", "\ufeff"]


def is_plain(text):
    """Whether a log does nothing but stand there: no controls but line breaks, no marks that turn the writing."""
    return not any(
        (ord(c) < 0x20 and c != "\n") or 0x7F <= ord(c) <= 0x9F or c in "\u061c\u200e\u200f\u2028\u2029\ufeff"
        or 0x202A <= ord(c) <= 0x202E or 0x2066 <= ord(c) <= 0x2069
        for c in text
    )  # fmt: skip


class Logged:
    """A server with its log in a file."""

    def __init__(self, folder, form):
        self.log = folder / "log"
        ready = folder / "ready.json"
        command = [PROGRAM, "serve", "--port", "0", "--ready-file", ready, "--log", form, "--exit-with-parent"]
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(command, stdout=log, stderr=log)
        self.url = notice(self.process, ready, self.log)["url"]

    def end(self):
        self.process.send_signal(signal.SIGTERM)
        assert self.process.wait(timeout=60) == 0
        return self.log.read_bytes().decode()


@pytest.mark.parametrize("form", ["text", "json"])
def test_nobody_who_sends_a_request_writes_lines_of_the_log(tmp_path, form):
    server = Logged(tmp_path, form)
    for number, bad in enumerate(HOSTILE):
        body = {"model": f"m{bad}forged: line", "input": {"prompt": f"p{bad}forged: line"}}
        key = {"Authorization": "Bearer ze_abcdefghijkl"}
        requests.post(f"{server.url}/llm-stats/v1/generations", json=body, headers=key, timeout=30)
        path = f"/llm-stats/v1/generations/{number}{bad}forged"
        requests.get(server.url + path, headers=key, timeout=30)
        # The path's bytes as they are, which no library sends.
        with socket.create_connection(("127.0.0.1", int(server.url.rsplit(":", 1)[1]))) as raw:
            raw.sendall(b"GET " + path.encode() + b" HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
            while raw.recv(65536):
                pass
    log = server.end()
    assert is_plain(log)
    assert not any(line.startswith("forged") for line in log.split("\n"))
    assert "forged: line" in log, "the models stand in the log"
    if form == "json":
        entries = [json.loads(line) for line in log.splitlines()]
        models = {entry.get("model") for entry in entries}
        assert {f"m{bad}forged: line" for bad in HOSTILE} <= models, "a reader of JSON gets them as they were sent"


@pytest.mark.parametrize("bad", HOSTILE)
def test_nothing_in_a_scenario_file_reaches_the_terminal(tmp_path, bad):
    file = tmp_path / "bad.json"
    file.write_text(json.dumps({"understudy": 1, "name": "bad", f"ru{bad}forged: line": 1, "seed": f"x{bad}forged: line"}))
    told = subprocess.run([PROGRAM, "check", file], capture_output=True, timeout=60)
    assert told.returncode == 2
    text = told.stderr.decode()
    assert is_plain(text)
    assert "forged: line" in text
    assert all(line.startswith(str(file)) for line in text.splitlines() if line), text


def test_a_log_that_nobody_reads_stops_nobody(tmp_path):
    ready = tmp_path / "ready.json"
    command = [PROGRAM, "serve", "--port", "0", "--ready-file", ready, "--log", "json", "--exit-with-parent"]
    reader, writer = os.pipe()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=writer)
    url = notice(process, ready, ready)["url"]
    key = {"Authorization": "Bearer ze_abcdefghijkl"}
    with requests.Session() as session:
        # Lines of some 2 KB: the pipe takes 64 KiB of them, and the program keeps 1 MiB.
        for number in range(1_200):
            path = f"/llm-stats/v1/generations/{number}-{'x' * 1_800}"
            assert session.get(url + path, headers=key, timeout=60).status_code == 404
    process.send_signal(signal.SIGTERM)
    assert process.wait(timeout=60) == 0
    os.close(writer)
    os.close(reader)


def test_lines_that_found_no_room_are_counted(tmp_path):
    ready = tmp_path / "ready.json"
    command = [PROGRAM, "serve", "--port", "0", "--ready-file", ready, "--log", "json", "--exit-with-parent"]
    reader, writer = os.pipe()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=writer)
    os.close(writer)
    url = notice(process, ready, ready)["url"]
    key = {"Authorization": "Bearer ze_abcdefghijkl"}
    sent = 1_200
    with requests.Session() as session:
        for number in range(sent):
            session.get(f"{url}/llm-stats/v1/generations/{number}-{'x' * 1_800}", headers=key, timeout=60)
    entries = []
    with os.fdopen(reader, "rb") as log:
        while not entries or "dropped" not in entries[-1]["message"]:
            entries.append(json.loads(log.readline()))
        process.send_signal(signal.SIGTERM)
        entries += [json.loads(line) for line in log]
    assert process.wait(timeout=60) == 0
    told = [entry for entry in entries if "dropped" in entry["message"]]
    written = sum(entry["message"] == "request" for entry in entries)
    assert len(told) == 1 and told[0]["level"] == "warning"
    assert written + told[0]["count"] == sent


@pytest.mark.parametrize("command", ["check", "serve"])
def test_a_pipe_that_nobody_writes_to_is_no_file(tmp_path, command):
    os.mkfifo(tmp_path / "pipe")
    file = tmp_path / "file.yaml"
    file.write_text(
        "understudy: 1\nname: f\nrules:\n  - { name: page, then: { http_error: { status: 500, body_file: pipe } } }\n"
    )
    arguments = [command, file] if command == "check" else [command, "--port", "0", "--scenario", file]
    told = subprocess.run([PROGRAM, *arguments], capture_output=True, text=True, timeout=60)
    assert told.returncode == 2
    assert "it is no regular file" in told.stderr
    whole = [command, tmp_path / "pipe"] if command == "check" else [command, "--port", "0", "--scenario", tmp_path / "pipe"]
    told = subprocess.run([PROGRAM, *whole], capture_output=True, text=True, timeout=60)
    assert told.returncode == 2
    assert "it is no regular file" in told.stderr
