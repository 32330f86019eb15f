"""`understudy drill` and `understudy run`: a command, its environment, its signals, and what the program ends with."""

import http.server
import json
import os
import pty
import re
import resource
import shlex
import signal
import subprocess
import sys
import textwrap
import threading

import pytest
from conftest import PROGRAM, TOP

HEAD = "understudy: 1\nname: bad-day\npace: instant\n"
# Creates an image and fetches it; says what happened by how it ends.
CLIENT = """
import os, sys, json, urllib.request

def ask(path, body=None):
    url = path if path.startswith("http") else os.environ["UNDERSTUDY_GETIMG_BASE_URL"] + path
    headers = {"Content-Type": "application/json"}
    if not path.startswith("http"):
        headers["Authorization"] = "Bearer " + os.environ["UNDERSTUDY_GETIMG_KEY"]
    with urllib.request.urlopen(urllib.request.Request(url, body and json.dumps(body).encode(), headers)) as answer:
        return answer.read()

def create():
    image = {"model": "seedream-5-lite", "prompt": "a kite", "output_format": "png"}
    return json.loads(ask("/v2/images/generations", image))["data"][0]["url"]
"""
ONE = "create()\n"
# Posts again when an answer is lost.
AGAIN = """
try:
    create()
except Exception:
    create()
"""
LOST = HEAD + "rules: [{ name: lost, on: create, when: { times: 1 }, then: { empty_response: { commit: true } } }]\n"
NO_DUPLICATES = "expect: [no_duplicate_creates]\n"


@pytest.fixture
def command(tmp_path):
    """Runs the program in a folder of its own: `command("drill", …)`."""

    def run(*arguments, **options):
        options = {"capture_output": True, "stdin": subprocess.DEVNULL, "timeout": 120, "cwd": tmp_path, **options}
        return subprocess.run([PROGRAM, *map(str, arguments)], **options)

    return run


@pytest.fixture
def drill(command, tmp_path):
    """Drills a client: `drill(scenario, python, *options)`."""

    def run(scenario, client, *options, **others):
        (tmp_path / "drill.yaml").write_text(scenario)
        (tmp_path / "client.py").write_text(CLIENT + textwrap.dedent(client))
        return command(
            "drill", "--scenario", "drill.yaml", *options, "--", sys.executable, "client.py", **others
        )

    return run


def told(result):
    return result.stderr.decode()


# MARK: What a drill ends with


def test_a_client_that_does_right_ends_with_0(drill):
    result = drill(LOST + NO_DUPLICATES, "try: create()\nexcept Exception: pass\n")
    assert result.returncode == 0, told(result)


def test_a_client_that_pays_twice_ends_with_1(drill):
    result = drill(LOST + NO_DUPLICATES, AGAIN)
    assert result.returncode == 1, told(result)
    assert "no_duplicate_creates" in told(result)


def test_a_client_that_fails_on_the_healthy_day_ends_with_4_and_is_not_drilled(drill, tmp_path):
    result = drill(LOST + NO_DUPLICATES, "open('runs', 'a').write('x')\nsys.exit(3)\n")
    assert result.returncode == 4
    assert "ended with 3 on the healthy day" in told(result)
    assert (tmp_path / "runs").read_text() == "x"


def test_a_client_that_fails_in_the_drill_ends_with_4(drill):
    result = drill(LOST + NO_DUPLICATES, ONE)
    assert result.returncode == 4, told(result)
    assert "command: { exit: any }" in told(result)


def test_a_client_that_fails_as_the_scenario_expects_ends_with_0(drill):
    expected = "expect: [no_duplicate_creates, { command: { exit: nonzero } }]\n"
    assert drill(LOST + expected, ONE).returncode == 0
    assert drill(LOST + expected, "try: create()\nexcept Exception: pass\n").returncode == 1


def test_a_drill_that_cannot_be_judged_ends_with_5_or_0_where_that_is_allowed(drill):
    scenario = LOST + "expect: [poll_interval]\n"
    result = drill(scenario, "try: create()\nexcept Exception: pass\n")
    assert result.returncode == 5, told(result)
    allowed = drill(scenario, "try: create()\nexcept Exception: pass\n", "--allow-inconclusive")
    assert allowed.returncode == 0
    assert "INCONCLUSIVE" in told(allowed)


def test_without_the_healthy_day_the_command_runs_once(drill, tmp_path):
    count = "open('runs', 'a').write('x')\n"
    assert drill(HEAD, count).returncode == 0
    assert (tmp_path / "runs").read_text() == "xx"
    assert drill(HEAD, count, "--no-healthy").returncode == 0
    assert (tmp_path / "runs").read_text() == "xxx"


def test_the_healthy_day_is_without_rules_phases_balances_and_limits(drill):
    poor = HEAD + textwrap.dedent(
        """
        accounts: [{ name: poor, keys: [sk_poor], balance: 0.00, limits: { requests: 1/h } }]
        phases: [{ name: outage, rules: [{ name: down, then: { error: internal_error } }] }]
        expect: [{ command: { exit: nonzero } }]
        """
    )
    result = drill(poor, "create(); create()\n")
    assert result.returncode == 0, told(result)


def test_of_several_seeds_the_one_is_named_that_fails_and_a_line_repeats_it(drill, tmp_path):
    drawn = (
        HEAD + "rules: [{ name: lost, on: create, when: { percentage: 50 }, then: { empty_response: { commit: true } } }]\n"
        "expect: [{ count: { on: create, exactly: 1 } }]\n"
    )
    client = "try: create()\nexcept Exception:\n  try: create()\n  except Exception: pass\n"
    result = drill(drawn, client, "--seeds", "1..6")
    assert result.returncode == 1, told(result)
    seed = re.search(r"The verdict failed in \d of 6 runs, (?:first )?with seed (\d)", told(result))[1]
    line = next(line for line in told(result).splitlines() if "--seeds" in line)
    again = shlex.split(line[line.index(PROGRAM) :])
    assert again[again.index("--seeds") + 1] == seed
    assert subprocess.run(again, cwd=tmp_path, capture_output=True, timeout=120).returncode == 1


def test_each_run_has_a_server_of_its_own(drill):
    scenario = HEAD + "expect: [{ count: { on: create, exactly: 1 } }]\n"
    result = drill(scenario, ONE, "--seeds", "3,4", "--repeat", "2")
    assert result.returncode == 0, told(result)


# MARK: What was wrong before anything ran


def test_wrong_usage_ends_with_2_and_a_sentence(command, tmp_path):
    (tmp_path / "good.yaml").write_text(HEAD)
    (tmp_path / "bad.yaml").write_text(HEAD + "expct: []\n")
    good = ("drill", "--scenario", "good.yaml")
    for arguments, words in [
        (("drill", "--", "true"), "needs a scenario"),
        ((*good,), "behind `--`"),
        ((*good, "--"), "behind `--`"),
        ((*good, "true"), "behind `--`"),
        (("run", "true"), "behind `--`"),
        (("drill", "--scenario", "god.yaml", "--", "true"), "Did you mean good.yaml?"),
        (("drill", "--scenario", "bad.yaml", "--", "true"), "did you mean `expect`?"),
        ((*good, "--provider", "getmig", "--", "true"), "did you mean `getimg`?"),
        ((*good, "--env", "A=getimg", "--", "true"), "names no provider"),
        ((*good, "--seeds", "9..1", "--", "true"), "the smaller number comes first"),
        ((*good, "--repeat", "0", "--", "true"), "from 1 on"),
        ((*good, "--patience", "soon", "--", "true"), "takes a duration"),
        ((*good, "--junit", "no/such/folder/r.xml", "--", "true"), "--junit no/such/folder/r.xml cannot be written"),
        ((*good, "--json", "-", "--html", "-", "--", "true"), "one report alone"),
        ((*good, "--", "no-such-command"), "`no-such-command` cannot be started: there is no such command in PATH"),
        ((*good, "--", "./no-such-file"), "`./no-such-file` cannot be started: there is no such file"),
        ((*good, "--", "./good.yaml"), "it is not executable"),
        (("run", "--", "no-such-command"), "there is no such command in PATH"),
    ]:
        result = command(*arguments)
        assert result.returncode == 2, (arguments, told(result))
        assert words in told(result), (arguments, told(result))
        assert result.stdout == b""


def test_a_script_whose_interpreter_is_missing_is_told_of(command, tmp_path):
    (tmp_path / "script").write_text("#!/no/such/shell\n")
    (tmp_path / "script").chmod(0o755)
    result = command("run", "--", "./script")
    assert result.returncode == 2
    assert "behind `#!`" in told(result)


def test_a_server_that_cannot_listen_ends_with_3(command):
    def without_descriptors():
        resource.setrlimit(resource.RLIMIT_NOFILE, (12, 12))

    result = command("run", "--", "true", preexec_fn=without_descriptors)
    assert result.returncode == 3, told(result)


# MARK: The command


SHOW = [sys.executable, "-c", "import json, os; print(json.dumps(dict(os.environ)))"]


def environment(result):
    assert result.returncode == 0, told(result)
    return json.loads(result.stdout)


def test_a_command_finds_each_provider_at_the_root_of_a_port(command):
    found = environment(command("run", "--", *SHOW))
    ports = set()
    for name, path in [("LLM_STATS", ""), ("UNIFIED_TASKS", ""), ("OPENROUTER", "/api/v1"), ("LEMONDATA", "/v1"), ("GETIMG", "")]:
        url = found[f"UNDERSTUDY_{name}_URL"]
        assert found[f"UNDERSTUDY_{name}_BASE_URL"] == url + path
        ports.add(url.removeprefix("http://127.0.0.1:"))
    ports.add(found["UNDERSTUDY_URL"].removeprefix("http://127.0.0.1:"))
    assert len(ports) == 6 and all(port.isdigit() for port in ports)
    assert found["OPENAI_BASE_URL"] == found["UNDERSTUDY_LEMONDATA_BASE_URL"]
    assert found["GETIMG_AI_BASE_URL"] == found["UNDERSTUDY_GETIMG_BASE_URL"]
    assert found["OPENROUTER_API_KEY"] == found["UNDERSTUDY_OPENROUTER_KEY"]
    assert found["NO_PROXY"] == found["no_proxy"] == "127.0.0.1,localhost"


def test_a_command_keeps_its_own_environment(command):
    own = {**os.environ, "MINE": "a=b", "NO_PROXY": "a.example", "no_proxy": "", "OPENAI_API_KEY": "sk-real"}
    found = environment(command("run", "--", *SHOW, env=own))
    assert found["MINE"] == "a=b"
    assert found["NO_PROXY"] == "a.example,127.0.0.1,localhost"
    assert found["OPENAI_API_KEY"] != "sk-real"
    found = environment(command("run", "--provider", "getimg", "--", *SHOW, env=own))
    assert found["OPENAI_API_KEY"] == "sk-real"
    assert "UNDERSTUDY_GETIMG_URL" in found and "UNDERSTUDY_LEMONDATA_URL" not in found


def test_other_names_get_addresses_and_keys(command):
    found = environment(
        command("run", "--env", "A={openrouter}", "--env", "B={getimg.url}/x", "--env", "GETIMG_API_KEY=my-{getimg.key}", "--", *SHOW)
    )
    assert found["A"] == found["UNDERSTUDY_OPENROUTER_BASE_URL"]
    assert found["B"] == found["UNDERSTUDY_GETIMG_URL"] + "/x"
    assert found["GETIMG_API_KEY"] == "my-" + found["UNDERSTUDY_GETIMG_KEY"]


def test_the_keys_are_those_of_the_scenario(command, tmp_path):
    (tmp_path / "keys.yaml").write_text(HEAD + "accounts: [{ name: a, keys: [ze_mine, sk_mine] }]\n")
    found = environment(command("run", "--scenario", "keys.yaml", "--", *SHOW))
    assert found["UNDERSTUDY_LLM_STATS_KEY"] == "ze_mine"
    assert found["GETIMG_API_KEY"] == "sk_mine"


def test_what_goes_in_and_out_is_left_as_it_is(command, tmp_path):
    (tmp_path / "good.yaml").write_text(HEAD)
    data = bytes(range(256)) * 1000
    copy = [sys.executable, "-c", "import sys; sys.stdout.buffer.write(sys.stdin.buffer.read()); sys.stderr.write('mine\\n')"]
    result = command("run", "--", *copy, stdin=None, input=data)
    assert result.stdout == data
    assert result.stderr == b"mine\n"
    result = command("drill", "--scenario", "good.yaml", "--no-healthy", "--", *copy, stdin=None, input=data)
    assert result.stdout == data
    assert b"mine\n" in result.stderr


def test_a_command_inherits_no_descriptor_of_ours(command):
    result = command("run", "--", "sh", "-c", "ls /proc/self/fd")
    # The fourth is the folder that `ls` reads.
    assert result.stdout.split() == [b"0", b"1", b"2", b"3"]


def test_arguments_reach_the_command_as_they_are(command):
    odd = ["", " ", "--", "-x", "a\nb", "*", "ä"]
    show = [sys.executable, "-c", "import json, sys; print(json.dumps(sys.argv[1:]))"]
    assert json.loads(command("run", "--", *show, *odd).stdout) == odd


@pytest.mark.parametrize("script, code", [("exit 0", 0), ("exit 7", 7), ("kill -TERM $$", 143), ("kill -KILL $$", 137)])
def test_run_ends_as_its_command(command, script, code):
    result = command("run", "--", "sh", "-c", script)
    assert result.returncode == code
    assert result.stderr == b""


def test_a_command_hears_signals_as_before(command):
    masks = "import signal; print(signal.getsignal(signal.SIGCHLD) == signal.SIG_DFL, signal.pthread_sigmask(signal.SIG_BLOCK, []))"
    assert command("run", "--", sys.executable, "-c", masks).stdout == b"True set()\n"
    broken = "trap - PIPE; yes | true; echo ${PIPESTATUS[0]}"
    assert command("run", "--", "bash", "-c", broken).stdout == b"141\n"


def lines_of(process, count):
    return [process.stdout.readline().strip() for _ in range(count)]


@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_signals_are_passed_on(sent):
    script = "trap 'echo got; exit 9' INT TERM HUP; echo ready; while :; do sleep 0.01; done"
    with subprocess.Popen([PROGRAM, "run", "--", "bash", "-c", script], stdout=subprocess.PIPE, text=True) as process:
        assert lines_of(process, 1) == ["ready"]
        process.send_signal(sent)
        assert lines_of(process, 1) == ["got"]
        assert process.wait(timeout=60) == 9


def test_a_drill_that_is_stopped_gives_no_verdict(tmp_path):
    (tmp_path / "good.yaml").write_text(HEAD)
    (tmp_path / "r.json").write_text("an earlier one")
    script = "trap 'exit 0' TERM; echo ready; while :; do sleep 0.01; done"
    arguments = ["drill", "--scenario", "good.yaml", "--json", "r.json", "--", "bash", "-c", script]
    with subprocess.Popen([PROGRAM, *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=tmp_path) as process:
        assert lines_of(process, 1) == ["ready"]
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=60) == 143
        assert "stopped by SIGTERM" in process.stderr.read()
    assert not (tmp_path / "r.json").exists()


def is_running(number):
    try:
        with open(f"/proc/{number}/stat") as stat:
            return stat.read().rsplit(")", 1)[1].split()[0] not in "ZX"
    except (FileNotFoundError, ProcessLookupError):
        return False


def test_what_a_command_leaves_running_ends_with_it(command, tmp_path):
    script = "exec >numbers; trap '' HUP; sleep 600 & echo $!; (sleep 602 & echo $!)"
    assert command("run", "--", "bash", "-c", script).returncode == 0
    numbers = (tmp_path / "numbers").read_text().split()
    assert len(numbers) == 2 and not any(map(is_running, numbers))


def test_what_does_not_listen_is_killed(command, tmp_path):
    script = "exec >numbers; python3 -c 'import os, signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); print(os.getpid(), flush=True); signal.pause()' & while ! [ -s numbers ]; do :; done"
    assert command("run", "--", "bash", "-c", script).returncode == 0
    numbers = (tmp_path / "numbers").read_text().split()
    assert len(numbers) == 1 and not any(map(is_running, numbers))


def test_a_command_that_does_not_end_is_ended_when_patience_is_over(command, tmp_path):
    (tmp_path / "good.yaml").write_text(HEAD)
    result = command("drill", "--scenario", "good.yaml", "--no-healthy", "--patience", "50ms", "--", "sleep", "600")
    assert result.returncode == 4
    assert "still trying after 50" in told(result)


# MARK: What is still under way when the command has ended


class Receiver(http.server.BaseHTTPRequestHandler):
    """Answers a webhook when the process whose number it is told in the path has ended."""

    folder = None

    def do_POST(self):
        self.rfile.read(int(self.headers["Content-Length"]))
        number = self.path.removeprefix("/")
        (self.folder / "came").touch()
        while is_running(number):
            pass
        self.send_response(200)
        self.end_headers()

    def log_message(self, *_):
        pass


def test_a_webhook_in_flight_is_waited_for(drill, tmp_path):
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), type("Here", (Receiver,), {"folder": tmp_path}))
    threading.Thread(target=server.serve_forever).start()
    client = f"""
        task = {{"model": "google/veo-3.1-fast", "input": {{"prompt": "a kite", "duration": 8}},
            "callback_url": f"http://127.0.0.1:{server.server_port}/{{os.getpid()}}"}}
        base, key = os.environ["UNDERSTUDY_UNIFIED_TASKS_BASE_URL"], os.environ["UNDERSTUDY_UNIFIED_TASKS_KEY"]
        head = {{"Authorization": "Bearer " + key, "Content-Type": "application/json"}}
        urllib.request.urlopen(urllib.request.Request(base + "/v1/tasks", json.dumps(task).encode(), head)).read()
        while not os.path.exists("came"):
            pass
    """
    try:
        result = drill(HEAD + "expect: [webhooks_acknowledged]\n", client, "--no-healthy")
    finally:
        server.shutdown()
        server.server_close()
    assert result.returncode == 0, told(result)


# MARK: On a terminal


class Terminal:
    """The program as the foreground job of a terminal of its own."""

    def __init__(self, *arguments):
        self.process, self.terminal = pty.fork()
        if self.process == 0:
            os.execv(PROGRAM, [PROGRAM, *arguments])
        self.seen = b""

    def see(self, words):
        while words not in self.seen:
            try:
                self.seen += os.read(self.terminal, 4096)
            except OSError:
                raise AssertionError(self.seen) from None

    def type(self, keys):
        os.write(self.terminal, keys)

    def end(self):
        while True:
            try:
                if not os.read(self.terminal, 4096):
                    break
            except OSError:
                break
        code = os.waitstatus_to_exitcode(os.waitpid(self.process, 0)[1])
        os.close(self.terminal)
        return code


def test_a_command_reads_the_terminal():
    terminal = Terminal("run", "--", "bash", "-c", "read -p 'name? ' name; echo hello $name")
    terminal.see(b"name? ")
    terminal.type(b"kite\n")
    terminal.see(b"hello kite")
    assert terminal.end() == 0


def test_ctrl_c_reaches_a_command_once():
    script = "n=0; trap 'n=$((n+1))' INT; trap 'echo heard $n; exit 5' USR1; echo ready; while [ $n = 0 ]; do sleep 0.01; done; echo one; read line; echo heard $n"
    terminal = Terminal("run", "--", "bash", "-c", script)
    terminal.see(b"ready")
    terminal.type(b"\x03")
    terminal.see(b"one")
    terminal.type(b"\n")
    terminal.see(b"heard 1")
    assert terminal.end() == 0


def test_what_a_command_leaves_running_on_a_terminal_ends_with_it(tmp_path):
    numbers = tmp_path / "numbers"
    terminal = Terminal("run", "--", "bash", "-c", f"sleep 600 & echo $! >{numbers}; (sleep 602 & echo $! >>{numbers})")
    assert terminal.end() == 0
    left = numbers.read_text().split()
    assert len(left) == 2 and not any(map(is_running, left))


# MARK: Products


def test_a_product_is_judged_by_the_files_that_the_server_made(drill):
    scenario = HEAD + "rules: [{ name: cut, on: download, then: { asset: { bytes: 100 } } }]\nexpect: [no_false_success]\n"
    saving = "data = ask(create())\nopen('kite.png', 'wb').write(data)\n"
    good = drill(HEAD + "expect: [no_false_success]\n", saving, "--product", "*.png")
    assert good.returncode == 0, told(good)
    bad = drill(scenario, saving, "--product", "*.png")
    assert bad.returncode == 1, told(bad)
    assert "kite.png" in told(bad)


def test_products_of_the_healthy_day_do_not_satisfy_the_drill(drill):
    once = "import pathlib\nif not pathlib.Path('out/a/kite.png').exists():\n  os.makedirs('out/a')\n  open('out/a/kite.png', 'wb').write(ask(create()))\n"
    result = drill(HEAD + "expect: [no_false_success]\n", once, "--product", "out/**/*.png")
    assert result.returncode == 1, told(result)
    assert "produced no file" in told(result)


# MARK: What is said


def test_quiet_says_the_verdict_in_one_line(drill):
    result = drill(LOST + NO_DUPLICATES, AGAIN, "--quiet")
    assert result.returncode == 1
    assert told(result) == "FAIL bad-day: The verdict failed: no_duplicate_creates.\n"


def test_a_report_goes_to_standard_output_where_that_is_wanted(drill):
    result = drill(HEAD, "", "--markdown", "-")
    assert result.returncode == 0
    assert b"bad-day" in result.stdout


def test_the_example_of_the_page_does_what_the_page_says(tmp_path):
    page = (TOP / "docs/drills.md").read_text()
    (tmp_path / "lost-once.yaml").write_text(re.search(r"^```yaml\n(.*?)^```$", page, re.M | re.S)[1])
    client, line = re.findall(r"^```text\n(.*?)^```$", page, re.M | re.S)[:2]
    (tmp_path / "client.sh").write_text(client)
    words = shlex.split(line)
    assert words[0] == "understudy"
    result = subprocess.run([PROGRAM, *words[1:]], cwd=tmp_path, capture_output=True, timeout=120)
    assert result.returncode == 1, told(result)
    assert "no_duplicate_creates" in told(result)
