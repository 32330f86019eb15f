"""Schemathesis against the OpenAPI documents, and what exists already: Scripts/fuzz."""

import os
import re
import subprocess
import sys
from pathlib import Path

from promises import promise
from server import KEYS, Server, request

HERE = Path(__file__).resolve().parent


def run_schemathesis(program, name, examples, seed, phases="examples,coverage,fuzzing"):
    """The exit code, the number of cases, and all that was printed."""
    # What is put in force and moved there is nobody else's.
    token = ["--control-token", KEYS["control"]] if name == "control" else []
    with Server(program, *token) as server:
        command = [sys.executable, "-m", "schemathesis.cli", "--config-file", HERE / "schemathesis.toml", "run"]
        command += [f"{server.url}/_understudy/openapi/{name}.json", "--header", f"Authorization: Bearer {KEYS[name]}"]
        command += ["--max-examples", str(examples), "--seed", str(seed), "--phases", phases, "--no-color"]
        environment = dict(os.environ)
        if name == "control":
            # A stream of events never ends.
            command += ["--exclude-path", "/sandboxes/{sandbox}/events"]
            environment["SCHEMATHESIS_HOOKS"] = str(HERE / "waits.py")
            furnish(server)
        # It leaves files where it runs.
        run = subprocess.run(command, capture_output=True, text=True, cwd=server.folder.name, env=environment)
        text = run.stdout + run.stderr
        if not server.is_healthy():
            text += "\nThe server is not well any more.\n"
    cases = re.search(r"([\d,]+) generated", text)
    return run.returncode, int(cases[1].replace(",", "")) if cases else 0, text


def furnish(server):
    """So that the lists of the control API have something in them: a job that called back, its poll, and a request to nobody."""
    key = KEYS["unified-tasks"]
    inbox = f"{server.url}/_understudy/sandboxes/default/inbox/furnished"
    body = b'{"model":"google/veo-3.1-fast","input":{"prompt":"a kite"},"callback_url":"%s"}' % inbox.encode()
    made = server.send(request("POST", "/unified-tasks/v1/tasks", key, body))
    job = re.search(rb'"task_id" *: *"([^"]+)"', made)[1].decode()
    assert b" 200 " in server.send(request("GET", f"/unified-tasks/v1/tasks/{job}", key))
    server.send(request("GET", "/nowhere", key))


@promise("every answer is one that its OpenAPI document has, by all checks of schemathesis")
def schemathesis(options):
    total, failed = 0, []
    for name in KEYS:
        code, cases, text = run_schemathesis(options.program, name, options.examples, options.seed)
        total += cases
        if code or not cases or "not well" in text:
            failed.append(name)
            print(text, file=sys.stderr)
    return not failed, f"{total:,} cases, six documents" if not failed else f"not clean: {', '.join(failed)}"


@promise("damaged requests are answered or closed, never with 500")
def fuzz(options):
    run = subprocess.run(
        [sys.executable, HERE.parent / "fuzz", "--program", options.program, "--seconds", str(options.seconds), "--seed", str(options.seed)],
        capture_output=True, text=True,
    )
    return run.returncode == 0, (run.stdout + run.stderr).strip()
