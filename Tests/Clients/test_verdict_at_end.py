"""What `understudy serve` says at its end of all that came, where the scenario expects something."""

import json
import signal
import subprocess

from conftest import PROGRAM, notice

HEAD = "understudy: 1\nname: bad-day\n"
ONE_CREATE = HEAD + "expect: [{ count: { on: create, exactly: 1 } }]\n"


def test_a_server_says_its_verdict_at_the_end_and_ends_well(serve):
    server = serve(ONE_CREATE, "--log", "text")
    server.stop()
    told = server.log.read_text()
    assert "FAIL bad-day: " in told and "The verdict failed: count." in told
    silent = serve(HEAD, "--log", "text")
    silent.stop()
    assert "bad-day:" not in silent.log.read_text()


def test_a_server_ends_by_its_verdict_where_that_is_wanted(tmp_path):
    (tmp_path / "drill.yaml").write_text(ONE_CREATE)
    ready, log = tmp_path / "ready", tmp_path / "log"
    arguments = ["--port", "0", "--ready-file", ready, "--scenario", tmp_path / "drill.yaml", "--exit-with-parent"]
    with log.open("w") as output:
        reports = ["--fail-on-verdict", "--json", tmp_path / "r.json", "--log", "json"]
        process = subprocess.Popen([PROGRAM, "serve", *arguments, *reports], stdout=output, stderr=output)
    notice(process, ready, log)
    process.send_signal(signal.SIGTERM)
    assert process.wait(timeout=60) == 1
    assert (tmp_path / "r.json").stat().st_size > 0
    told = [json.loads(line) for line in log.read_text().splitlines()]
    assert [line["outcome"] for line in told if line["message"] == "verdict"] == ["fail"]
