"""What the journal says of requests, above all of those whose answer was lost."""

import json
import re
import socket
from pathlib import Path

import pytest
import requests

ROOT = Path(__file__).resolve().parents[2]

# How each provider is asked for something, by a client whose answer comes at once or in the end.
CREATES = {
    "llm-stats": ("/v1/generations", {"model": "flux-1.1-pro", "input": {"prompt": "kite"}, "wait": 0}, "ze_abcdefgh"),
    "unified-tasks": ("/v1/tasks", {"model": "google/veo-3.1-fast", "input": {"prompt": "kite"}}, "any-key"),
    "openrouter": ("/api/v1/images", {"model": "google/gemini-2.5-flash-image", "prompt": "kite"}, "sk-or-abc"),
    "lemondata": ("/v1/images/generations", {"model": "flux-schnell", "prompt": "kite"}, "sk-abcdefgh"),
    "getimg": ("/v2/images/generations", {"model": "seedream-5-lite", "prompt": "kite"}, "sk_abcdefgh"),
}


def raw(server, provider, key=None, extra=""):
    """Sends the provider's create over a socket of its own, and gives what comes back until the connection ends."""
    path, body, usual = CREATES[provider]
    text = json.dumps(body)
    head = (
        f"POST /{provider}{path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: Bearer {key or usual}\r\n"
        f"Content-Type: application/json\r\n{extra}Content-Length: {len(text)}\r\n\r\n"
    )
    answer = b""
    with socket.create_connection(("127.0.0.1", int(server.url.rsplit(":", 1)[1])), timeout=60) as connection:
        connection.sendall((head + text).encode())
        try:
            while piece := connection.recv(65536):
                answer += piece
        except ConnectionResetError:
            pass
    return answer


def journal(server):
    """All entries, once each exchange has ended: that is written down when its last byte has gone, which a client may see first."""
    while True:
        entries = server.control("GET", "sandboxes/default/requests").json()["requests"]
        if all(entry["end"] for entry in entries):
            return entries


def lost(commit):
    return f"""
understudy: 1
name: lost
clock: {{ mode: auto }}
pace: instant
rules:
  - {{ name: the answer is lost, on: create, when: {{ times: 1 }}, then: {{ empty_response: {{ commit: {str(commit).lower()} }} }} }}
"""


@pytest.mark.parametrize("provider", CREATES)
def test_a_create_whose_answer_was_lost_is_told_apart_from_one_that_never_happened(serve, provider):
    kept, never = serve(lost(commit=True)), serve(lost(commit=False))
    assert raw(kept, provider) == raw(never, provider) == b""
    refused = raw(kept, provider, key="nobody's" if provider == "unified-tasks" else "wrong")
    (committed, *rest), (nothing,) = journal(kept), journal(never)

    # The job is there, and is paid for, although the client never heard of it.
    assert committed["committed"] and committed["job"] and committed["charged"] == committed["price"] > 0
    assert (committed["response"], committed["end"], committed["arrived_whole"]) == (None, "fault_performed", False)
    # There is no job, and nothing was paid.
    assert (nothing["committed"], nothing["job"], nothing["charged"]) == (False, None, 0)
    assert nothing["price"] == committed["price"]
    assert (nothing["response"], nothing["end"], nothing["arrived_whole"]) == (None, "fault_performed", False)
    assert committed["fingerprint"] == nothing["fingerprint"] and committed["attempt"] == nothing["attempt"] == 1
    for entry in committed, nothing:
        assert [rule["aspect"] for rule in entry["rules"]] == ["empty_response"]

    # A refused one made none either, and the client was told so.
    if provider != "unified-tasks":
        assert b" 401 " in refused.split(b"\r\n")[0]
        (entry,) = rest
        assert (entry["committed"], entry["job"], entry["charged"], entry["arrived_whole"]) == (False, None, 0, True)
        assert entry["response"]["status"] == 401 and "keys that begin with" in entry["why"]

    # The client asks again and is answered: a second job, which it pays for as well.
    assert b" 20" in raw(kept, provider).split(b"\r\n")[0]
    again = journal(kept)[-1]
    assert again["committed"] and again["arrived_whole"] and again["job"] != committed["job"]
    assert (again["fingerprint"], again["attempt"]) == (committed["fingerprint"], 2)


def test_a_request_that_nobody_claimed_says_what_would_be_right(serve):
    server = serve()
    key = {"Authorization": "Bearer sk_not-of-llm-stats"}
    for path in ["/v1/generations", "/llmstats/v1/tasks", "/nowhere", "/getimg/v1/images/generations", "/sandbox/default/nobody/v1"]:
        assert requests.post(server.url + path, json={}, headers=key, timeout=30).status_code == 404
    assert requests.post(f"{server.url}/llm-stats/v1/generations", json={}, headers=key, timeout=30).status_code == 401
    assert requests.options(f"{server.url}/getimg/v2/images/generations", timeout=30).status_code == 204
    assert requests.get(server.url, timeout=30).status_code == 200
    whys = [(entry["provider"], entry["why"]) for entry in journal(server)]
    base = server.url
    assert [provider for provider, _ in whys] == [None, None, None, "getimg", None, "llm-stats", "getimg"]
    assert whys[0][1].startswith(f"No provider is at `/v1/generations`; LLM Stats has `/v1/generations`, below {base}/llm-stats.")
    assert f"Base URLs are {base}/llm-stats, " in whys[0][1] and f"{base}/openrouter/api/v1" in whys[0][1]
    assert "Unified Tasks has `/v1/tasks`" in whys[1][1]
    assert whys[2][1].startswith("No provider is at `/nowhere`; base URLs are ")
    assert "Did the client mean `/v2/images/generations`?" in whys[3][1]
    assert f"{base}/sandbox/default/llm-stats" in whys[4][1]
    assert whys[5][1] == "LLM Stats takes keys that begin with `ze_`."
    assert whys[6][1] is None
    numbers = [entry["connection"] for entry in journal(server)]
    assert len(set(numbers)) == len(numbers) and all(entry["request_on_connection"] == 1 for entry in journal(server))


def test_what_a_rule_about_the_connection_swallowed_is_in_the_journal(serve):
    server = serve(
        """
understudy: 1
name: swallowed
rules:
  - { name: shy, on: connect, match: { provider: getimg }, then: { close_on_reuse: fin } }
  - { name: deaf, on: connect, match: { provider: lemondata }, then: { expect_continue: refuse } }
  - { name: rude, on: connect, match: { provider: openrouter }, then: { upload: { reset_after: 20 } } }
""",
        "--serve",
        "lemondata=0",
        "--serve",
        "openrouter=0",
    )
    with requests.Session() as session:
        assert session.get(f"{server.url}/getimg/v2/models", timeout=30).status_code in (200, 401, 404)
        with pytest.raises(requests.ConnectionError):
            session.get(f"{server.url}/getimg/v2/models", timeout=30)
    ports = server.ready["ports"]
    for provider, extra in [("lemondata", "Expect: 100-continue\r\n"), ("openrouter", "")]:
        path, body, key = CREATES[provider]
        text = json.dumps(body)
        with socket.create_connection(("127.0.0.1", ports[provider]), timeout=60) as connection:
            connection.sendall(
                f"POST {path} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {key}\r\nContent-Type: application/json\r\n"
                f"{extra}Content-Length: {len(text)}\r\n\r\n{'' if extra else text}".encode()
            )
            try:
                while connection.recv(65536):
                    pass
            except ConnectionResetError:
                pass
    entries = journal(server)
    told = [(e["provider"], (e["response"] or {}).get("status"), e["end"], [r["aspect"] for r in e["rules"]]) for e in entries[1:]]
    assert told == [
        ("getimg", None, "fault_performed", ["close_on_reuse"]),
        ("lemondata", 417, "completed", ["expect_continue"]),
        ("openrouter", None, "fault_performed", ["upload"]),
    ]
    assert entries[0]["connection"] == entries[1]["connection"] and entries[1]["request_on_connection"] == 2


def test_every_field_of_an_entry_stands_on_the_page(serve):
    page = (ROOT / "docs" / "journal.md").read_text()
    example = json.loads(re.search(r"```json\n(.*?)```", page, re.S).group(1))
    server = serve()
    path, body, key = CREATES["llm-stats"]
    requests.post(f"{server.url}/llm-stats{path}", json=body, headers={"Authorization": f"Bearer {key}"}, timeout=30)
    (entry,) = journal(server)
    assert list(example) == list(entry)
    for name in entry:
        assert f"`{name}`" in page, f"the page does not say what `{name}` is"
    for name in ["fingerprint", "attempt", "price", "committed", "model", "step", "request_on_connection"]:
        assert example[name] == entry[name]


def test_the_log_tells_when_where_and_which(serve):
    server = serve("understudy: 1\nname: t\nrules:\n  - { name: never, on: create, match: { model: nothing-like-it }, then: { error: overloaded } }\n")
    requests.get(f"{server.url}/getimg/v2/models", timeout=30)
    requests.post(f"{server.url}/v1/nothing", timeout=30)
    server.stop()
    lines = [json.loads(line) for line in server.log.read_text().splitlines()]
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", line["time"]) for line in lines)
    told = [(line["sandbox"], line["number"], line.get("provider")) for line in lines if line["message"] == "request"]
    assert sorted(told, key=lambda line: line[1]) == [("default", 1, "getimg"), ("default", 2, None)]
    warnings = [line["message"] for line in lines if line["level"] == "warning"]
    assert not any("warning" in message for message in warnings)
    assert any("no model of " in message for message in warnings), warnings


def test_a_webhook_that_was_given_up_is_a_line_of_the_log(serve):
    server = serve(
        """
understudy: 1
name: given-up
clock: { mode: auto }
pace: instant
rules:
  - { name: one more, on: webhook, then: { webhook: { retries: [1s] } } }
""",
    )
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{nobody.getsockname()[1]}/hook?secret=of-mine"
    path, body, key = CREATES["unified-tasks"]
    answer = requests.post(
        f"{server.url}/unified-tasks{path}", json={**body, "callback_url": url}, headers={"Authorization": f"Bearer {key}"}, timeout=30
    )
    job = re.search(r'"task_id": ?"([^"]+)"', answer.text).group(1)
    ended = requests.get(f"{server.url}/_understudy/sandboxes/default/webhooks/{job}?wait=acknowledged", timeout=60)
    assert ended.status_code == 409
    server.stop()
    lines = [json.loads(line) for line in server.log.read_text().splitlines()]
    told = [line for line in lines if "was given up after" in line["message"]]
    assert told and told[0]["level"] == "warning" and told[0]["sandbox"] == "default"
    assert "of-mine" not in told[0]["message"]
