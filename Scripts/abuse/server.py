"""A server of its own for each attack, and raw talk with it."""

import errno
import json
import os
import resource
import signal
import socket
import subprocess
import tempfile
import time
from pathlib import Path

SCENARIO = """understudy: 1
name: attacked
pace: instant
clock: { mode: auto }
accounts:
  - { name: attacker, keys: [ze_attacker, sk-or-attacker, sk-attacker, sk_attacker] }
"""
KEYS = {
    "llm-stats": "ze_attacker", "unified-tasks": "sk-attacker", "openrouter": "sk-or-attacker", "lemondata": "sk-attacker",
    "getimg": "sk_attacker", "control": "the-token-of-the-attacker",
}


class Server:
    """Runs as long as the `with` block does."""

    def __init__(self, program, *options, scenario=SCENARIO, descriptors=None, log="off", stderr=subprocess.DEVNULL):
        self.folder = tempfile.TemporaryDirectory()
        ready = Path(self.folder.name, "ready.json")
        play = Path(self.folder.name, "scenario.yaml")
        play.write_text(scenario)
        command = [program, "serve", "--port", "0", "--ready-file", ready, "--scenario", play, "--log", log, "--exit-with-parent"]

        def limit():
            if descriptors:
                resource.setrlimit(resource.RLIMIT_NOFILE, (descriptors, descriptors))

        self.process = subprocess.Popen([*command, *options], stdout=subprocess.DEVNULL, stderr=stderr, preexec_fn=limit)
        while not ready.exists():
            if self.process.poll() is not None:
                raise RuntimeError(f"the server ended with {self.process.returncode}")
            time.sleep(0.01)
        self.port = int(json.loads(ready.read_text())["url"].rsplit(":", 1)[1])

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        self.folder.cleanup()

    @property
    def url(self):
        return f"http://127.0.0.1:{self.port}"

    @property
    def lives(self):
        return self.process.poll() is None

    def connect(self, timeout=20):
        return socket.create_connection(("127.0.0.1", self.port), timeout=timeout)

    def send(self, data, timeout=20, finish=False):
        """All that comes back until the server closes; what there is of it when it resets. With `finish` it is told that no more comes,
        which counts as a hang-up where a request is held."""
        answer = b""
        with self.connect(timeout) as connection:
            try:
                connection.sendall(data)
                if finish:
                    connection.shutdown(socket.SHUT_WR)
                while piece := connection.recv(65536):
                    answer += piece
            except OSError as error:
                # The server may have closed before all was sent.
                if error.errno not in (errno.ECONNRESET, errno.EPIPE, errno.ENOTCONN):
                    raise
        return answer

    def is_healthy(self, timeout=5):
        try:
            return self.send(request("GET", "/_understudy/health"), timeout).startswith(b"HTTP/1.1 200")
        except OSError:
            return False

    def resident(self):
        """MiB."""
        for line in Path(f"/proc/{self.process.pid}/status").read_text().splitlines():
            if line.startswith("VmRSS:"):
                return int(line.split()[1]) / 1024

    def descriptors(self):
        return len(os.listdir(f"/proc/{self.process.pid}/fd"))

    def stop(self):
        """Seconds until it has ended on SIGTERM; None when it does not within 10."""
        begin = time.monotonic()
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            return None
        return time.monotonic() - begin


def request(method, path, key=None, body=b"", *fields, close=True):
    lines = [f"{method} {path} HTTP/1.1", "Host: 127.0.0.1", *fields]
    if key:
        lines.append(f"Authorization: Bearer {key}")
    if body:
        lines += ["Content-Type: application/json", f"Content-Length: {len(body)}"]
    if close:
        lines.append("Connection: close")
    return "\r\n".join([*lines, "", ""]).encode("utf-8", "surrogateescape") + body
