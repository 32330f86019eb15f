"""Whatever a scenario may script at a step happens there: no rule is loaded that then does nothing."""

import pytest
import requests

HEAD = "understudy: 1\nname: f\npace: instant\nclock: { mode: manual }\n"
ERRORS = (
    "invalid_input unauthenticated insufficient_balance model_unavailable not_found content_policy rate_limited overloaded "
    "provider_unavailable provider_timeout internal_error payload_too_large expired_link invalid_signature generation_failed"
).split()
LLM_STATS = {"model": "flux-1.1-pro", "input": {"prompt": "a"}, "wait": 0}
VIDEO = {"model": "google/veo-3.1-fast", "input": {"prompt": "a"}}
IMAGE = {"model": "gpt-image-2", "prompt": "a"}
OPENROUTER = "/openrouter/api/v1/images"


def made(server, path, key, body):
    return requests.post(server.url + path, json=body, headers={"Authorization": f"Bearer {key}"}, timeout=30).json()


def llm_stats_poll(server):
    return "GET", f"/llm-stats/v1/generations/{made(server, '/llm-stats/v1/generations', 'ze_a', LLM_STATS)['id']}", None


def unified_poll(server):
    return "GET", f"/unified-tasks/v1/tasks/{made(server, '/unified-tasks/v1/tasks', 'sk-a', VIDEO)['data']['task_id']}", None


def getimg_download(server):
    url = made(server, "/getimg/v2/images/generations", "sk_a", IMAGE)["data"][0]["url"]
    return "GET", url.removeprefix(server.url), None


def lemondata_task(method):
    def request(server):
        task = made(server, "/lemondata/v1/images/generations", "sk-a", {"model": "midjourney", "prompt": "a"})
        return method, f"/lemondata/v1/tasks/{task['id']}", None

    return request


# Provider, step, key, and the request: method, path and body, or what makes it.
STEPS = [
    ("llm-stats", "create", "ze_a", ("POST", "/llm-stats/v1/generations", LLM_STATS)),
    ("llm-stats", "poll", "ze_a", llm_stats_poll),
    ("unified-tasks", "create", "sk-a", ("POST", "/unified-tasks/v1/tasks", VIDEO)),
    ("unified-tasks", "dry_run", "sk-a", ("POST", "/unified-tasks/v1/tasks", {**VIDEO, "dry_run": True})),
    ("unified-tasks", "poll", "sk-a", unified_poll),
    ("unified-tasks", "account", "sk-a", ("GET", "/unified-tasks/account", None)),
    ("unified-tasks", "upload", "sk-a", ("PUT", "/unified-tasks/upload", None)),
    ("getimg", "create", "sk_a", ("POST", "/getimg/v2/images/generations", IMAGE)),
    ("getimg", "download", "sk_a", getimg_download),
    ("getimg", "catalog", "sk_a", ("GET", "/getimg/v2/models", None)),
    ("getimg", "account", "sk_a", ("GET", "/getimg/v2/billing/balance", None)),
    ("openrouter", "create", "sk-or-a", ("POST", OPENROUTER, {"model": "google/gemini-2.5-flash-image", "prompt": "a"})),
    ("openrouter", "stream", "sk-or-a", ("POST", OPENROUTER, {"model": "openai/gpt-image-1", "prompt": "a", "stream": True})),
    ("openrouter", "catalog", "sk-or-a", ("GET", "/openrouter/api/v1/images/models", None)),
    ("openrouter", "account", "sk-or-a", ("GET", "/openrouter/api/v1/key", None)),
    ("lemondata", "create", "sk-a", ("POST", "/lemondata/v1/images/generations", {"model": "dall-e-3", "prompt": "a"})),
    ("lemondata", "poll", "sk-a", lemondata_task("GET")),
    ("lemondata", "cancel", "sk-a", lemondata_task("DELETE")),
    ("lemondata", "catalog", "sk-a", ("GET", "/lemondata/v1/models", None)),
]


@pytest.mark.parametrize("provider, step, key, asked", STEPS, ids=[f"{step[0]}-{step[1]}" for step in STEPS])
def test_every_error_of_a_provider_can_be_scripted_at_every_step(serve, provider, step, key, asked):
    server = serve(HEAD)
    method, path, body = asked(server) if callable(asked) else asked
    played = 0
    for error in ERRORS:
        then = f"{{ error: {{ name: {error}, message: Scripted }} }}"
        rule = f"rules: [{{ name: a, on: {step}, match: {{ provider: {provider} }}, then: {then} }}]\n"
        loaded = requests.put(
            f"{server.url}/_understudy/sandboxes/default/scenario", data=HEAD + rule,
            headers={"Content-Type": "application/yaml"}, timeout=30)
        if loaded.status_code == 422:
            # What the provider cannot say is refused when it is loaded, in words.
            assert f"no error `{error}`" in loaded.text
            continue
        answer = requests.request(
            method, server.url + path, json=body, files={"file": ("a.bin", b"any")} if step == "upload" else None,
            headers={"Authorization": f"Bearer {key}"}, timeout=30)
        assert answer.status_code >= 400, f"{error}: {answer.status_code} {answer.text}"
        # OpenRouter never says what broke inside it.
        assert "Scripted" in answer.text or (provider, error) == ("openrouter", "internal_error"), answer.text
        played += 1
    assert played >= 8
