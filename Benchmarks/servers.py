"""The two servers that are measured beside each other: Understudy, and a plain C program on the same library."""

import atexit
import http.client
import json
import os
import pathlib
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.parse

HERE = pathlib.Path(__file__).resolve().parent
BUILD = HERE.parent / ".build" / "bench"
KEY = "Authorization: Bearer ze_bench"
FILES_KEY = "Authorization: Bearer sk_bench"
CREATE = "/llm-stats/v1/generations"
FILES = "/getimg/v2"
CONTROL = "/_understudy/sandboxes/default"
TICK = os.sysconf("SC_CLK_TCK")

HEAD = "understudy: 1\nname: bench\nsummary: For measuring.\n"
MANUAL = HEAD + "clock: { mode: manual }\n"
INSTANT = HEAD + "pace: instant\n"


def create_body(prompt: str = "") -> str:
    """A create of 300 bytes, whose prompt begins as given."""
    body = {"model": "flux-1.1-pro", "input": {"prompt": prompt}, "wait": 0}
    body["input"]["prompt"] += "a" * (300 - len(json.dumps(body, separators=(",", ":"))))
    return json.dumps(body, separators=(",", ":"))


def compile_c(*programs: str) -> None:
    BUILD.mkdir(parents=True, exist_ok=True)
    for source, flags in [("baseline", ["-lmicrohttpd", "-lpthread"]), ("load", [])]:
        if source in programs:
            subprocess.run(
                ["cc", "-O2", "-Wall", "-o", BUILD / source, HERE / source / f"{source}.c", *flags], check=True)


def release_build() -> str:
    """Builds Understudy as it is handed out, and tells where it is."""
    builder = HERE.parent / "Scripts" / "build-release"
    return subprocess.run([builder], stdout=subprocess.PIPE, text=True, check=True).stdout.strip()


def end(process: subprocess.Popen) -> None:
    """Ends a server that runs still because the measurement was given up."""
    if process.poll() is None:
        process.kill()


class Server:
    """A server process, its port, and what it costs."""

    def __init__(self, process: subprocess.Popen, port: int):
        self.process, self.port = process, port

    def cpu(self) -> float:
        fields = pathlib.Path(f"/proc/{self.process.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / TICK

    def resident(self) -> float:
        """In MiB."""
        return self.status("VmRSS") / 1024

    def peak(self) -> float:
        """The most memory it ever held, in MB."""
        return self.status("VmHWM") * 1024 / 1e6

    def status(self, name: str) -> int:
        """A line of the kernel's account of the process, in KiB."""
        for line in pathlib.Path(f"/proc/{self.process.pid}/status").read_text().splitlines():
            if line.startswith(f"{name}:"):
                return int(line.split()[1])
        sys.exit(f"the kernel tells no {name} of process {self.process.pid}")

    def request(self, method: str, path: str, body: str | None = None, key: str = KEY) -> tuple[int, bytes]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        name, value = key.split(": ")
        connection.request(method, path, body, {name: value, "Content-Type": "application/json"})
        answer = connection.getresponse()
        return answer.status, answer.read()

    def stop(self) -> None:
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(60)


def start_baseline(*under: str) -> Server:
    """Starts the plain C program, under another program if one is named."""
    process = subprocess.Popen([*under, BUILD / "baseline"], stdout=subprocess.PIPE, text=True)
    atexit.register(end, process)
    line = process.stdout.readline()
    if not line:
        sys.exit(f"the plain C program ended with {process.wait()}")
    return Server(process, int(line.split()[1]))


def start_understudy(binary: str, scenario: str | None = None, *arguments: str, under: tuple[str, ...] = ()) -> Server:
    """Starts Understudy on a free port and waits until it is ready."""
    folder = tempfile.mkdtemp(prefix="understudy-bench-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    ready, log = pathlib.Path(folder, "ready.json"), pathlib.Path(folder, "log")
    command = [*under, binary, "serve", "--port", "0", "--ready-file", str(ready), *arguments]
    if scenario:
        pathlib.Path(folder, "bench.yaml").write_text(scenario)
        command += ["--scenario", str(pathlib.Path(folder, "bench.yaml"))]
    with log.open("w") as errors:
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=errors)
    atexit.register(end, process)
    while not ready.exists() or not ready.read_text():
        if process.poll() is not None:
            sys.exit(f"{binary} ended with {process.returncode}: {log.read_text()}")
        time.sleep(0.0005)
    url = json.loads(ready.read_text())["url"]
    return Server(process, int(url.rsplit(":", 1)[1].strip("/")))


def accepted(answer: tuple[int, bytes]) -> dict:
    status, text = answer
    if status >= 300:
        sys.exit(f"a request that prepares the measurement was answered with {status}: {text.decode(errors='replace')}")
    return json.loads(text)


def finished_job(server: Server) -> str:
    """The id of a job that has ended; the clock is moved by hand."""
    job = accepted(server.request("POST", CREATE, create_body()))["id"]
    accepted(server.request("POST", f"{CONTROL}/clock", json.dumps({"advance": "1h"})))
    return job


def awaited_job(server: Server) -> str:
    """The id of a job that has ended in real time, at the default pace."""
    job = accepted(server.request("POST", CREATE, create_body("awaited ")))["id"]
    while accepted(server.request("GET", f"{CREATE}/{job}"))["completed_at"] is None:
        time.sleep(0.05)
    return job


def file_paths(server: Server, kind: str, count: int, **given) -> list[str]:
    """Where files can be downloaded that nobody has asked for yet, each of a prompt of its own."""
    paths = []
    for number in range(count):
        route = f"{FILES}/{kind}/generations"
        answer = accepted(server.request("POST", route, json.dumps({**given, "prompt": f"kite {number}"}), FILES_KEY))
        if kind == "videos":
            answer = accepted(server.request("GET", f"{route}/{answer['id']}", None, FILES_KEY))
        url = urllib.parse.urlsplit(answer["data"][0]["url"])
        paths.append(f"{url.path}?{url.query}")
    return paths
