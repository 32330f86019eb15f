"""Writes the OpenAPI documents: `python3 Scripts/openapi [FOLDER]`, by default into Fixtures/openapi. Needs PyYAML."""

import json
import sys
from importlib import import_module
from pathlib import Path

import yaml

import control
from words import PROVIDERS, TOP


def documents():
    for provider in PROVIDERS:
        catalog = yaml.safe_load((TOP / f"Fixtures/catalogs/{provider}.yaml").read_text())
        yield provider, import_module(provider.replace("-", "_")).make(catalog)
    yield "control", control.make()


def main():
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else TOP / "Fixtures/openapi"
    folder.mkdir(parents=True, exist_ok=True)
    for name, document in documents():
        (folder / f"{name}.json").write_text(json.dumps(document, indent=1, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
