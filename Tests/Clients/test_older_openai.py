"""The tests of the openai client again, with an older openai that is still in use."""

import os
import subprocess
import sys

from conftest import TOP

# Put there by Scripts/python-packages.
OLDER = TOP / ".build/openai-2"


def test_the_tests_of_the_openai_client_pass_with_openai_2(tmp_path):
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(OLDER), os.environ.get("PYTHONPATH", "")])}
    version = "import openai; print(openai.__version__)"
    asked = subprocess.run([sys.executable, "-c", version], env=environment, capture_output=True, text=True, timeout=60)
    assert asked.stdout.startswith("2."), asked.stdout + asked.stderr
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--basetemp", str(tmp_path / "tests")]
    command.append(str(TOP / "Tests/Clients/test_openai_sdk.py"))
    # Whose plugins are those of the other clients.
    environment["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    run = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=300)
    assert run.returncode == 0, run.stdout + run.stderr
    assert " passed" in run.stdout and "skipped" not in run.stdout
