"""Starts the real program for tests that speak to it as clients do."""

import datetime
import json
import os
import signal
import subprocess
from pathlib import Path

import pytest
import requests

# Behind `nohup` or `&` these are ignored, and a shell that is started so can never trap them: programs under test begin as in a terminal.
for number in (signal.SIGHUP, signal.SIGINT, signal.SIGQUIT):
    if signal.getsignal(number) == signal.SIG_IGN:
        signal.signal(number, signal.SIG_DFL)


TOP = Path(__file__).resolve().parents[2]
PROGRAM = os.environ.get("UNDERSTUDY", str(TOP / ".build/debug/understudy"))
PROVIDERS = ("llm-stats", "unified-tasks", "openrouter", "lemondata", "getimg")


class Understudy:
    """A running server and its default sandbox."""

    def __init__(self, process, log):
        self.process = process
        self.log = log
        self.ready = {}

    @property
    def url(self):
        return self.ready["url"]

    def base(self, provider):
        assert provider in PROVIDERS
        return f"{self.url}/{provider}"

    def control(self, method, path, **options):
        answer = requests.request(method, f"{self.url}/_understudy/{path}", timeout=30, **options)
        assert answer.ok, f"{method} {path}: {answer.status_code} {answer.text}"
        return answer

    def clock(self, **change):
        return self.control("POST", "sandboxes/default/clock", json=change)

    def time(self):
        """What the scenario clock shows."""
        shown = self.control("GET", "sandboxes/default/clock").json()["time"]
        return datetime.datetime.fromisoformat(shown.replace("Z", "+00:00"))

    def play(self, scenario):
        self.control(
            "PUT",
            "sandboxes/default/scenario",
            data=scenario.encode(),
            headers={"Content-Type": "application/yaml"},
        )

    def stop(self):
        """Ends the server as a supervisor would, and insists on a clean end."""
        self.process.send_signal(signal.SIGTERM)
        try:
            code = self.process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            raise AssertionError("the server did not end on SIGTERM:\n" + self.log.read_text())
        assert code == 0, f"the server ended with {code}:\n{self.log.read_text()}"


def notice(process, ready, log):
    """Waits until the server says that it listens, and where."""
    while not ready.exists():
        try:
            process.wait(timeout=0.02)
        except subprocess.TimeoutExpired:
            continue
        raise AssertionError(f"the server ended with {process.returncode}:\n{log.read_text()}")
    return json.loads(ready.read_text())


@pytest.fixture
def serve(tmp_path):
    """Starts servers: `serve(scenario_text)` or `serve(path)`; each is stopped, and its end judged, after the test."""
    running = []

    def start(scenario=None, *options):
        number = len(running)
        ready, log = tmp_path / f"ready{number}", tmp_path / f"log{number}"
        if isinstance(scenario, str):
            written = tmp_path / f"scenario{number}.yaml"
            written.write_text(scenario)
            scenario = written
        command = [PROGRAM, "serve", "--port", "0", "--ready-file", str(ready), "--log", "json", "--exit-with-parent"]
        command += ["--scenario", str(scenario)] if scenario else []
        with log.open("w") as output:
            process = subprocess.Popen([*command, *options], stdout=output, stderr=subprocess.STDOUT)
        server = Understudy(process, log)
        running.append(server)
        server.ready = notice(process, ready, log)
        return server

    yield start
    failures = []
    for server in running:
        if server.process.poll() is None:
            try:
                server.stop()
            except AssertionError as failure:
                failures.append(str(failure))
    assert not failures, "\n".join(failures)


def certificate(folder):
    """A certificate for 127.0.0.1 that signs itself; its key lies beside it, in `key.pem`."""
    command = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
    command += ["-keyout", str(folder / "key.pem"), "-out", str(folder / "certificate.pem"), "-days", "2"]
    command += ["-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1"]
    subprocess.run(command, check=True, capture_output=True, timeout=60)
    return folder / "certificate.pem"


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch):
    """A proxy from the environment must not stand between the tests and their own machine."""
    for name in ("NO_PROXY", "no_proxy"):
        monkeypatch.setenv(name, "127.0.0.1,localhost")
