"""Every fact group of the providers' pages has a proof, and every fixture proves one."""

import subprocess
import sys

from conftest import TOP


def test_every_fact_group_has_its_proof():
    run = subprocess.run([sys.executable, "-B", TOP / "Scripts/coverage-of-spec"], capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
