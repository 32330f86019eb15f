"""`understudy models`: what requests can name, with what a scenario adds."""

import json
import subprocess

import requests
from conftest import PROGRAM, PROVIDERS

OURS = "understudy: 1\nname: ours\nmodels:\n  - { provider: getimg, id: acme-1, like: seedream-5-lite, name: Acme, price: 0.5 }\n"


def run(*arguments):
    return subprocess.run([PROGRAM, "models", *arguments], capture_output=True, text=True, timeout=30)


def test_every_provider_has_its_models():
    listed = json.loads(run("--json").stdout)
    assert {model["provider"] for model in listed} == set(PROVIDERS)
    lines = run().stdout.splitlines()
    assert [line for line in lines if line and not line.startswith(" ")] == list(PROVIDERS)
    assert sum(line.startswith("  ") for line in lines) == len(listed)


def test_a_scenario_adds_to_them(tmp_path, serve):
    ours = tmp_path / "ours.yaml"
    ours.write_text(OURS)
    assert run("getimg", ours).stdout.splitlines()[-1].split() == (
        "acme-1 image 0.5 USD per image Acme; added by the scenario, like seedream-5-lite".split()
    )
    model = json.loads(run("getimg", ours, "--json").stdout)[-1]
    assert (model["id"], model["like"], model["price_usd"]) == ("acme-1", "seedream-5-lite", 0.5)
    assert "acme-1" in run(ours).stdout
    served = requests.get(
        f"{serve(OURS).base('getimg')}/v2/models", headers={"Authorization": "Bearer sk_a"}, timeout=30
    ).json()
    assert [model["id"] for model in served] == [
        model["id"] for model in json.loads(run("getimg", ours, "--json").stdout)
    ]


def test_what_is_wrong_is_told(tmp_path):
    told = run("getimgs")
    assert (told.returncode, "no provider is called `getimgs`" in told.stderr) == (2, True)
    bad = tmp_path / "bad.yaml"
    bad.write_text(OURS.replace("seedream-5-lite", "seedream-5-light"))
    told = run(bad)
    assert told.returncode == 2
    assert told.stderr == f"{bad}:4:43: models[0].like: unknown model `seedream-5-light`; did you mean `seedream-5-lite`?\n"
