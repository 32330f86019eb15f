"""Fifty tests of ten kinds as a user's suite has them. They run by many workers against one server, with the conftest of docs/tests.md."""

import threading

import pytest
import requests

FIVE = range(5)
KEYS = {"getimg": "sk_test", "unified-tasks": "test", "openrouter": "sk-or-v1-test", "lemondata": "sk-test", "llm-stats": "ze_test"}


def call(world, provider, method, path, **options):
    """As a client does that is configured with the base URL."""
    headers = {"Authorization": f"Bearer {KEYS[provider]}"}
    return requests.request(method, world["base_urls"][provider] + path, headers=headers, timeout=60, **options)


def picture(world, prompt):
    return call(world, "getimg", "POST", "/v2/images/generations", json={"model": "seedream-5-lite", "prompt": prompt})


def video(world, **more):
    body = {"model": "google/veo-3.1-fast", "input": {"prompt": "a kite"}, **more}
    return call(world, "unified-tasks", "POST", "/v1/tasks", json=body).json()["data"]["task_id"]


def control(world, method, path, **options):
    answer = requests.request(method, f"{world['control']}/{path}", timeout=60, **options)
    assert answer.ok, answer.text
    return answer.json()


def journal(world):
    return [entry["response"]["status"] for entry in control(world, "GET", "requests")["requests"] if entry["response"]]


@pytest.mark.parametrize("number", FIVE)
def test_an_outage_ends_after_two_answers(understudy, number):
    world = understudy(
        scenario="understudy: 1\nname: twice\npace: instant\nrules: [{ name: r, on: create, then: { sequence: [502, 503, pass] } }]"
    )
    assert [picture(world, "a kite").status_code for _ in range(3)] == [502, 503, 200]
    assert journal(world) == [502, 503, 200]


@pytest.mark.parametrize("number", FIVE)
def test_an_hour_of_latency_is_over_at_once(understudy, number):
    world = understudy(
        clock="auto", scenario="understudy: 1\nname: slow\npace: instant\nrules: [{ name: r, on: create, then: { latency: 1h } }]"
    )
    assert picture(world, "a kite").status_code == 200
    assert control(world, "GET", "clock")["elapsed_ms"] >= 3_600_000


@pytest.mark.parametrize("number", FIVE)
def test_a_link_expires_when_the_clock_says_so(understudy, number):
    world = understudy(
        clock={"mode": "manual", "start": "2026-01-01T00:00:00Z"},
        scenario="understudy: 1\nname: links\npace: instant\nrules: [{ name: r, on: create, then: { signed_url: { ttl: 10m } } }]",
    )
    link = picture(world, "a kite").json()["data"][0]["url"]
    assert requests.get(link, timeout=60).status_code == 200
    control(world, "POST", "clock", json={"advance": "11m"})
    assert requests.get(link, timeout=60).status_code == 410


@pytest.mark.parametrize("number", FIVE)
def test_a_webhook_comes_to_the_tests_own_inbox(understudy, number):
    world = understudy(clock="auto", scenario={"understudy": 1, "name": "hooks", "pace": "instant"})
    task = video(world, callback_url=f"{world['control']}/inbox/mine")
    webhook = control(world, "GET", f"webhooks/{task}?wait=acknowledged")
    assert webhook["job"] == task
    assert control(world, "GET", "inbox/mine/messages")["total"] == 1


@pytest.mark.parametrize("number", FIVE)
def test_a_webhook_that_is_refused_comes_again(understudy, number):
    world = understudy(clock="auto", scenario={"understudy": 1, "name": "hooks", "pace": "instant"})
    task = video(world, callback_url=f"{world['control']}/inbox/mine?status=500&times=2")
    control(world, "GET", f"webhooks/{task}?wait=acknowledged")
    assert control(world, "GET", "inbox/mine/messages")["total"] == 3


@pytest.mark.parametrize("number", FIVE)
def test_only_the_tests_own_clock_answers_what_it_holds(understudy, number):
    world = understudy(
        clock="manual", scenario="understudy: 1\nname: hour\nrules: [{ name: r, on: create, then: { job: { queued: 0, running: 1h } } }]"
    )
    answers = []
    client = threading.Thread(target=lambda: answers.append(picture(world, "a kite").status_code))
    client.start()
    control(world, "POST", "clock", json={"advance": "59m", "when_held": 1})
    assert control(world, "GET", "clock")["held"] == 1
    assert answers == []
    control(world, "POST", "clock", json={"advance": "1m"})
    client.join()
    assert answers == [200]


@pytest.mark.parametrize("number", FIVE)
def test_a_limit_counts_the_tests_own_requests_alone(understudy, number):
    world = understudy(
        clock="manual",
        scenario="understudy: 1\nname: limit\npace: instant\naccounts: [{ name: a, keys: [sk_test], limits: { requests: 3/1m } }]",
    )
    made = [picture(world, "a kite").status_code for _ in range(4)]
    assert made == [200, 200, 200, 429]
    control(world, "POST", "clock", json={"advance": "1m"})
    assert picture(world, "a kite").status_code == 200


@pytest.mark.parametrize("number", FIVE)
def test_a_balance_is_the_tests_own(understudy, number):
    world = understudy(
        scenario="understudy: 1\nname: money\npace: instant\naccounts: [{ name: a, keys: [sk_test], balance: 0.05 }]"
    )
    paid = [picture(world, f"kite {turn}").status_code for turn in range(3)]
    assert paid[0] == 200
    assert paid[-1] == 402


@pytest.mark.parametrize("number", FIVE)
def test_a_job_fails_as_the_test_wants(understudy, number):
    world = understudy(
        clock="manual",
        scenario="understudy: 1\nname: fails\nrules: [{ name: r, on: create, then: { job: { outcome: failed, error: content_policy } } }]",
    )
    task = video(world)
    control(world, "POST", "clock", json={"advance": "1h"})
    assert call(world, "unified-tasks", "GET", f"/v1/tasks/{task}").json()["data"]["status"] == "failed"


@pytest.mark.parametrize("number", FIVE)
def test_the_same_test_has_the_same_ids(understudy, number):
    scenario = {"understudy": 1, "name": "same", "seed": 7, "clock": {"mode": "manual", "start": "2026-01-01T00:00:00Z"}}
    first, second = understudy(scenario=scenario), understudy(scenario=scenario)
    assert first["name"] != second["name"]
    assert video(first) == video(second)
