"""Holds the schema of scenario files to the loader: it takes what the loader takes, and refuses what the grammar refuses."""

import json
import re
import subprocess

import jsonschema
import pytest
import yaml
from conftest import PROGRAM, TOP

SCHEMA = json.loads((TOP / "scenarios/scenario.schema.json").read_text())
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)
INVALID = sorted((TOP / "scenarios/invalid").glob("*.yaml"))
BEYOND = set((TOP / "scenarios/invalid/beyond-the-schema.list").read_text().splitlines()[1:])
SHIPPED = [file for folder in ("scenarios", "scenarios/presets", "scenarios/drills") for file in sorted((TOP / folder).glob("*.yaml"))]
EXAMPLES = [
    text
    for text in re.findall(r"^```yaml\n(.*?)^```$", (TOP / "docs/scenarios.md").read_text(), re.M | re.S)
    if text.startswith("understudy: 1")
]


class Core(yaml.SafeLoader):
    """YAML by the 1.2 core schema, as the loader reads it: `on` is a word, and a date is a text."""

    yaml_implicit_resolvers = {}


Core.add_implicit_resolver("tag:yaml.org,2002:null", re.compile(r"^(|~|null|Null|NULL)$"), list("~nN") + [""])
Core.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"^(true|True|TRUE|false|False|FALSE)$"), list("tTfF"))
Core.add_implicit_resolver("tag:yaml.org,2002:int", re.compile(r"^[-+]?[0-9]+$"), list("-+0123456789"))
Core.add_implicit_resolver(
    "tag:yaml.org,2002:float",
    re.compile(r"^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$"),
    list("-+.0123456789"),
)


def read(text):
    """As JSON has it: keys are texts."""
    return json.loads(json.dumps(yaml.load(text, Loader=Core)))


def mistakes(text):
    return [f"{error.json_path}: {error.message}" for error in VALIDATOR.iter_errors(read(text))]


def test_the_schema_is_one():
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_the_schema_takes_every_shipped_scenario(path):
    assert mistakes(path.read_text()) == []


@pytest.mark.parametrize("text", EXAMPLES, ids=lambda text: text.splitlines()[1])
def test_the_schema_takes_every_example_of_the_guide(text):
    assert mistakes(text) == []


@pytest.mark.parametrize("path", [p for p in INVALID if p.name not in BEYOND], ids=lambda path: path.stem)
def test_the_schema_refuses_what_the_grammar_refuses(path):
    assert mistakes(path.read_text()) != []


@pytest.mark.parametrize("path", [p for p in INVALID if p.name in BEYOND], ids=lambda path: path.stem)
def test_what_the_schema_cannot_see_the_program_does(path):
    run = subprocess.run([PROGRAM, "check", path], capture_output=True, text=True, timeout=30)
    assert run.returncode == 2
    assert f"{path}:" in run.stderr


def test_every_key_has_a_text_for_the_editor():
    def keys(node, path):
        if isinstance(node, dict):
            for name, value in node.get("properties", {}).items():
                if isinstance(value, dict) and "const" not in value:
                    yield f"{path}.{name}", value
            for name, value in node.items():
                yield from keys(value, f"{path}.{name}")
        elif isinstance(node, list):
            for index, value in enumerate(node):
                yield from keys(value, f"{path}[{index}]")

    assert [path for path, value in keys(SCHEMA, "") if not value.get("description")] == []
