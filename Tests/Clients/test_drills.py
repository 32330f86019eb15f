"""`understudy drill` with clients that people really write: each wrong one fails by the right check, each right one passes.

Those that take longest are left to `make drills`, which sets ALL_DRILLS.
"""

import json
import os
import shutil
import subprocess
import sys

import pytest
from conftest import PROGRAM, TOP

CLIENTS = TOP / "Tests/DrillClients"
sys.path.insert(0, str(CLIENTS))
from cases import CASES  # noqa: E402

ALL = bool(os.environ.get("ALL_DRILLS"))


def drill(folder, scenario, command, *options):
    """The exit code, the report and what was said on the way."""
    report = folder / "report.json"
    line = [PROGRAM, "drill", "--scenario", scenario, "--json", str(report), *options, "--", *command]
    ran = subprocess.run(line, cwd=folder, capture_output=True, text=True, timeout=300)
    assert report.exists(), ran.stderr
    return ran.returncode, json.loads(report.read_text()), ran.stdout + ran.stderr


def findings(report):
    """The outcome of each check of the one drill."""
    [run] = report["drills"]
    return {finding["check"]: finding for finding in run["findings"]}


@pytest.mark.parametrize("case", [case for case in CASES if ALL or case.quick], ids=str)
def test_a_client_meets_its_drill(tmp_path, case):
    if case.is_missing_its_runner:
        pytest.skip(f"{case.runner} is not installed")
    code, report, said = drill(tmp_path, case.drill, case.command, *case.options)
    outcomes = {check: finding["outcome"] for check, finding in findings(report).items()}
    assert code == (1 if case.fails else 0), said
    if case.fails:
        assert outcomes[case.fails] == "fail", said
        assert findings(report)[case.fails]["sentences"] and findings(report)[case.fails]["advice"]
    else:
        assert set(outcomes.values()) == {"pass"}, said


def test_each_drill_has_a_client_that_does_it_wrong_and_one_that_does_it_right():
    drills = {file.stem for file in (TOP / "scenarios/drills").glob("*.yaml")}
    assert {case.drill for case in CASES if case.fails} == {case.drill for case in CASES if not case.fails} == drills
    listed = {case.path for case in CASES}
    assert listed == {path for drill in drills for path in (CLIENTS / drill).iterdir()}


RUNNERS = {
    "pytest": [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", str(CLIENTS / "runners/test_kite.py")],
    "node": ["node", "--test", str(CLIENTS / "runners/kite.test.mjs")],
    "sh": ["sh", str(CLIENTS / "runners/kite.sh")],
    "swift": ["swift", "test", "--package-path", "kite"],
}


@pytest.mark.parametrize("runner", [runner for runner in RUNNERS if ALL or runner != "swift"])
def test_a_suite_that_passes_by_itself_fails_its_drill(tmp_path, runner):
    if shutil.which(RUNNERS[runner][0]) is None:
        pytest.skip(f"{runner} is not installed")
    if runner == "swift":
        shutil.copytree(CLIENTS / "runners/swift", tmp_path / "kite")
    code, report, said = drill(tmp_path, "lost-answer", RUNNERS[runner])
    assert code == 1, said
    [run] = report["drills"]
    assert run["command"]["exit"] == 0, "the suite itself notices nothing"
    assert findings(report)["no_duplicate_creates"]["outcome"] == "fail"
    assert report["healthy"]["paid"] * 2 == run["paid"]
