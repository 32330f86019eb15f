"""The page of settings is what the program says of them, and its example is a scenario."""

import re
import subprocess
import sys

from conftest import TOP

PAGE = (TOP / "docs/settings.md").read_text()


def test_the_page_of_settings_is_what_the_program_says(serve):
    server = serve()
    told = subprocess.run([sys.executable, "-B", TOP / "Scripts/settings-page", server.url], capture_output=True, text=True, check=True)
    assert PAGE == told.stdout, "run `make settings`"


def test_the_example_of_the_page_is_a_scenario(serve):
    examples = re.findall(r"^```yaml\n(.*?)^```$", PAGE, re.M | re.S)
    assert len(examples) == 1
    serve(examples[0])
