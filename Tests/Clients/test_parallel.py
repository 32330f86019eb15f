"""A suite of fifty tests runs by eight workers against one server, with the conftest that docs/tests.md shows."""

import os
import re
import shutil
import subprocess
import sys

import pytest
from conftest import TOP

PAGE = (TOP / "docs/tests.md").read_text()
# The first block is the conftest, those behind it are tests.
CONFTEST, *EXAMPLES = re.findall(r"^```python\n(.*?)^```$", PAGE, re.M | re.S)
# Plugins of our own clients, which each worker would load, have no part in what the page says.
ALONE = {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
SHUFFLE = """
import os, random

def pytest_collection_modifyitems(items):
    random.Random(int(os.environ["ORDER"])).shuffle(items)
"""


@pytest.fixture(scope="module")
def suite(tmp_path_factory):
    folder = tmp_path_factory.mktemp("suite")
    (folder / "conftest.py").write_text(CONFTEST)
    (folder / "shuffle.py").write_text(SHUFFLE)
    shutil.copy(TOP / "Tests/Clients/parallel/worlds.py", folder / "test_worlds.py")
    return folder


def test_the_conftest_is_short():
    assert len([line for line in CONFTEST.splitlines() if line.strip()]) < 15


def test_the_tests_on_the_page_pass_with_it(serve, tmp_path):
    assert EXAMPLES
    (tmp_path / "conftest.py").write_text(CONFTEST)
    for number, example in enumerate(EXAMPLES):
        (tmp_path / f"test_{number}.py").write_text(example)
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", str(tmp_path)]
    run = subprocess.run(
        command, cwd=tmp_path, env={**os.environ, "UNDERSTUDY_URL": serve().url, **ALONE}, capture_output=True, text=True, timeout=120
    )
    assert run.returncode == 0, run.stdout + run.stderr
    assert f"{len(EXAMPLES)} passed" in run.stdout


def test_fifty_tests_by_eight_workers_in_any_order(serve, suite):
    server = serve()
    for order in ("1", "2"):
        command = [sys.executable, "-m", "pytest", "-q", "-n", "8", "-p", "xdist", "-p", "shuffle", "-p", "no:cacheprovider", str(suite)]
        environment = {**os.environ, "UNDERSTUDY_URL": server.url, "ORDER": order, "PYTHONPATH": str(suite), **ALONE}
        run = subprocess.run(command, cwd=suite, env=environment, capture_output=True, text=True, timeout=300)
        assert run.returncode == 0, run.stdout + run.stderr
        assert "50 passed" in run.stdout
        left = server.control("GET", "sandboxes").json()
        assert [line["name"] for line in left["sandboxes"]] == ["default"]
