"""Holds the OpenAPI documents and the server together: every route, every method, every answer of every fixture."""

import importlib
import json
import re
import subprocess
import sys
import threading

import pytest
import requests
import yaml
from conftest import PROGRAM, PROVIDERS, TOP
from openapi_schema_validator import OAS31Validator
from openapi_spec_validator import validate

FOLDER = TOP / "Fixtures/openapi"
DOCUMENTS = {file.stem: json.loads(file.read_text()) for file in sorted(FOLDER.glob("*.json"))}
METHODS = ("get", "head", "post", "put", "patch", "delete")
DEFAULTS = {"understudy": 1, "name": "fixture", "pace": "quick", "clock": {"mode": "auto", "start": "2026-11-20T10:00:00Z"}}


class Core(yaml.SafeLoader):
    """YAML by the 1.2 core schema, as the server reads it: `on` is a word, and a date is one."""

    yaml_implicit_resolvers = {}


for tag, form, first in (
    ("bool", r"^(?:true|false)$", "tf"),
    ("null", r"^(?:null|~|)$", ["n", "~", ""]),
    ("int", r"^[-+]?[0-9]+$", "-+0123456789"),
    ("float", r"^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$", "-+.0123456789"),
):
    Core.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(form), list(first))


def fixtures(provider):
    return sorted((TOP / "Fixtures" / provider).rglob("*.yaml"))


def operations(provider):
    return [(path, method) for path, made in DOCUMENTS[provider]["paths"].items() for method in METHODS if method in made]


def pattern(path):
    return re.compile(re.sub(r"\\\{[^/]*?\\\}", "[^/]+", re.escape(path)) + "$")


def find(provider, method, path):
    """The documented operation of a request; paths without parameters go first."""
    paths = sorted(DOCUMENTS[provider]["paths"], key=lambda known: "{" in known)
    for known in paths:
        if pattern(known).match(path):
            return DOCUMENTS[provider]["paths"][known].get(method.lower())
    return None


def problems(provider, schema, value):
    """What a value breaks of a schema, in words; its references lead into the document's components."""
    whole = {**schema, "components": DOCUMENTS[provider]["components"]}
    validator = OAS31Validator(whole, format_checker=OAS31Validator.FORMAT_CHECKER)
    return [f"{'.'.join(map(str, error.path))}: {error.message}"[:400] for error in validator.iter_errors(value)]


class Player:
    """Plays a fixture against the default sandbox: its scenario, what comes before, its request."""

    def __init__(self, server, provider, file):
        self.server = server
        self.base = server.base(provider)
        self.fixture = yaml.load(file.read_text(), Core)
        self.saved = {}

    def play(self):
        scenario = {**DEFAULTS, **(self.fixture.get("scenario") or {})}
        self.server.control(
            "PUT", "sandboxes/default/scenario", data=json.dumps(scenario), headers={"Content-Type": "application/json"}
        )
        self.server.control("POST", "sandboxes/default/reset")
        for step in self.fixture.get("before") or []:
            self.perform(step)
        return self.send(self.fixture["request"])

    def perform(self, step):
        if "advance" in step:
            self.server.clock(advance=step["advance"])
            return
        answer = self.send(step["send"])
        for name, place in (step.get("save") or {}).items():
            value = answer.json()
            for part in place.split("."):
                value = value[int(part)] if part.isdigit() else value[part]
            self.saved[name] = value

    def send(self, request):
        path = self.filled(request["path"]).removeprefix(self.base)
        headers = {name: self.filled(value) for name, value in (request.get("headers") or {}).items()}
        if "form" in request:
            parts = [form_part(part, self.filled) for part in request["form"]]
            return requests.post(self.base + path, headers=headers, files=parts, timeout=60)
        body = request.get("body_text", " " * request.get("body_size", 0) or None)
        if body is None and "body" in request:
            body = json.dumps(request["body"])
        if body is not None:
            headers.setdefault("content-type", "application/json")
            body = self.filled(body).encode()
        return requests.request(
            request.get("method", "GET"), self.base + path, headers=headers, data=body, timeout=60, allow_redirects=False
        )

    def filled(self, text):
        for name, value in self.saved.items():
            text = text.replace("${" + name + "}", str(value))
        return text


def form_part(part, filled):
    """A part of a fixture's form; a `png` has the first chunk of a picture of that size, and `size` bytes."""
    content = filled(part.get("value", "")).encode()
    if "png" in part:
        sides = [int(side).to_bytes(4, "big") for side in part["png"].split("x")]
        content = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + b"".join(sides) + b"\x08\x06\0\0\0"
        content = content.ljust(part.get("size", 0), b"\0")
    return part["name"], (part.get("filename"), content, part.get("type"))


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_document_passes_the_public_validator(name):
    validate(DOCUMENTS[name])


def test_the_documents_are_what_the_script_writes(tmp_path):
    subprocess.run([sys.executable, "-B", TOP / "Scripts/openapi", tmp_path], check=True)
    assert {file.name for file in tmp_path.iterdir()} == {file.name for file in FOLDER.iterdir()}
    for file in tmp_path.iterdir():
        assert file.read_text() == (FOLDER / file.name).read_text(), f"run `make openapi`: {file.name} is older than its source"


def test_every_provider_has_a_document_and_each_is_served(serve):
    server = serve()
    assert set(DOCUMENTS) == {*PROVIDERS, "control"}
    listed = server.control("GET", "openapi").json()["documents"]
    assert listed == [f"/_understudy/openapi/{name}.json" for name in sorted(DOCUMENTS)]
    for name, document in DOCUMENTS.items():
        # It names the server that it was asked of.
        served = document["servers"][0]["url"].replace("http://127.0.0.1:4010", server.url)
        assert server.control("GET", f"openapi/{name}.json").json() == {**document, "servers": [{**document["servers"][0], "url": served}]}
    assert requests.get(f"{server.url}/_understudy/openapi/nobody.json", timeout=30).status_code == 404


@pytest.mark.parametrize("provider", PROVIDERS)
def test_every_documented_path_takes_the_documented_methods_and_no_others(serve, provider):
    server = serve()
    documented = {}
    for path, method in operations(provider):
        documented.setdefault(path, {"OPTIONS"}).add(method.upper())
    for path, methods in documented.items():
        answer = requests.options(server.base(provider) + re.sub(r"\{[^/]*\}", "x", path), timeout=30)
        assert answer.status_code == 204, path
        assert set(answer.headers["Allow"].split(", ")) == methods, path


def test_the_control_api_takes_the_documented_methods_and_no_others(serve):
    server = serve()
    for path, made in DOCUMENTS["control"]["paths"].items():
        if "patch" in made:
            continue
        filled = path.replace("{sandbox}", "default").replace("{name}", "control")
        answer = requests.patch(f"{server.url}/_understudy{filled}", timeout=30)
        assert answer.status_code == 405, path
        assert set(answer.headers["Allow"].split(", ")) - {"HEAD"} == {method.upper() for method in made}, path


def test_every_route_that_the_control_api_names_is_documented(serve):
    def template(path):
        return re.sub(r"\{[^}]*\}", "{}", path.removesuffix(".json"))

    known = {template(path) for path in DOCUMENTS["control"]["paths"]}
    routes = requests.get(f"{serve().url}/_understudy/", timeout=30).json()["routes"]
    named = [route["path"].removeprefix("/_understudy") for route in routes]
    assert len(named) > 15 and [path for path in named if path != "/" and template(path) not in known] == []


@pytest.mark.parametrize("provider", PROVIDERS)
def test_every_fixture_is_as_documented(serve, provider):
    server = serve()
    wrong = []
    for file in fixtures(provider):
        player = Player(server, provider, file)
        answer = player.play()
        request = player.fixture["request"]
        wrong += [f"{file.relative_to(TOP)}: {problem}" for problem in judge(server, provider, player, request, answer)]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("name", ["getimg", "control"])
def test_a_document_passes_all_checks_of_schemathesis(monkeypatch, name):
    """The smallest of a provider, and the control API; `make abuse` has all of them, and more cases."""
    monkeypatch.syspath_prepend(TOP / "Scripts/abuse")
    documented = importlib.import_module("documented")
    code, cases, text = documented.run_schemathesis(PROGRAM, name, examples=1, seed=1, phases="coverage")
    assert code == 0 and cases > 0, text


SHOWN = """understudy: 1
name: shown
clock: { mode: manual, start: 2026-11-20T10:00:00Z }
accounts:
  - { name: shop, keys: [sk-shop, sk_shop], balance: 10, models: ["*"], limits: { requests: 100/1m, burst: 200, concurrent_jobs: 9 } }
phases: [{ name: calm, for: 1d, rules: [{ name: slow, then: { job: { queued: 10s, running: 50s } } }] }]
rules: [{ name: lacking, on: poll, when: { times: 1 }, then: { error: overloaded, latency: 0s } }]
"""


def test_everything_that_the_control_api_shows_has_the_shape_of_its_document(serve):
    """With a request that is held, one that was refused, one to nobody, jobs that run and that have ended, their files and a webhook."""
    server = serve(SHOWN)
    key = {"Authorization": "Bearer sk-shop"}
    task = {"model": "google/veo-3.1-fast", "input": {"prompt": "a kite"}, "callback_url": f"{server.url}/_understudy/sandboxes/default/inbox/shown"}
    made = requests.post(f"{server.base('unified-tasks')}/v1/tasks", json=task, headers=key, timeout=30).json()["data"]["task_id"]
    for _ in range(2):
        requests.get(f"{server.base('unified-tasks')}/v1/tasks/{made}", headers=key, timeout=30)
    requests.get(f"{server.url}/nowhere", timeout=30)
    server.clock(advance="1m")
    requests.post(f"{server.base('unified-tasks')}/v1/tasks", json=task, headers=key, timeout=30)
    held = threading.Thread(target=requests.post, args=[f"{server.base('getimg')}/v2/images/generations"], kwargs={
        "json": {"model": "seedream-5-lite", "prompt": "a boat"}, "headers": {"Authorization": "Bearer sk_shop"}, "timeout": 30})
    held.start()
    server.clock(mode="manual", when_held=1)
    wrong, seen = [], set()
    for path in ("requests", "requests/1", "requests/2/explain", "jobs", f"jobs/{made}", "accounts", "accounts/shop", "upcoming", "rules", "assets", "webhooks"):
        shown = server.control("GET", f"sandboxes/default/{path}").json()
        operation = find("control", "GET", f"/sandboxes/default/{path}")
        schema = operation["responses"]["200"]["content"]["application/json"]["schema"]
        wrong += [f"{path}: {problem}" for problem in problems("control", schema, shown)]
        seen |= {path for value in shown.values() if isinstance(value, list) and value}
    server.control("POST", "sandboxes/default/reset")
    held.join()
    assert not wrong, "\n".join(wrong)
    assert seen >= {"requests", "jobs", "accounts", "upcoming", "rules", "assets", "webhooks"}


# Paths that a setting adds, and what they do the same as (openrouter.md §1).
ALIASES = {("openrouter", "/api/v1/images/generations"): "/api/v1/images"}


def judge(server, provider, player, request, answer):
    """What is wrong with an exchange, by the document."""
    method = request.get("method", "GET")
    path = player.filled(request["path"]).removeprefix(player.base).split("?")[0]
    operation = find(provider, method, ALIASES.get((provider, path), path))
    if operation is None:
        return undocumented(server, provider, method, path, answer)
    response = operation["responses"].get(str(answer.status_code))
    if response is None:
        return [f"{method} {path} answers {answer.status_code}, which is not documented"]
    found = []
    is_json = answer.headers.get("Content-Type", "").startswith("application/json")
    if is_json and "application/json" in response.get("content", {}) and method != "HEAD":
        found += problems(provider, response["content"]["application/json"]["schema"], answer.json())
    content = operation.get("requestBody", {}).get("content", {}).get("application/json")
    # Settings may make a provider take more than its document says.
    settings = (player.fixture.get("scenario") or {}).get("settings")
    if content and answer.ok and "body" in request and not settings:
        found += problems(provider, content["schema"], json.loads(player.filled(json.dumps(request["body"]))))
    return found


def undocumented(server, provider, method, path, answer):
    """Only what the server does not have may be missing in the document; it refuses in the provider's own envelope."""
    if method == "OPTIONS":
        return []
    if answer.status_code not in (404, 405):
        return [f"{method} {path} answers {answer.status_code} and is not documented"]
    return problems(provider, {"$ref": "#/components/schemas/Error"}, answer.json())
