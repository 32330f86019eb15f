"""Webhooks as receivers see them: the page's own receiver, and other people's libraries to verify the signatures."""

import base64
import contextlib
import json
import re
import socket
import ssl
import subprocess
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
import replicate.webhook
import requests
import stripe
import svix.webhooks
import yaml
from conftest import PROGRAM, TOP, certificate
from standardwebhooks import Webhook, WebhookVerificationError

PAGE = (TOP / "docs/webhooks.md").read_text()
KEY = {"Authorization": "Bearer sk-test"}
CURRENT = "whsec_AQIDBAUGBwgJCgsMDQ4PEBESExQVFhcYGRobHB0eHyA="
PREVIOUS = "whsec_ISIjJCUmJygpKissLS4vMDEyMzQ1Njc4OTo7PD0+P0A="
MANUAL = """
understudy: 1
name: signed
clock: {{ mode: manual, stamps: wall }}
settings: {{ unified-tasks: {{ webhook_scheme: {scheme}, webhook_secret: "{secret}" }} }}
rules:
  - {{ name: a minute, on: create, then: {{ job: {{ running: 60s }} }} }}
{rules}
"""


class Sink:
    """A receiver that keeps everything and answers what it is told."""

    def __init__(self, answer=lambda _: (200, {}), folder=None):
        self.got = []
        sink = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                sink.got.append((dict(self.headers), body))
                status, headers = answer(len(sink.got))
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *_):
                pass

        class Server(ThreadingHTTPServer):
            request_queue_size = 256

        self.server = Server(("127.0.0.1", 0), Handler)
        if folder:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(certificate(folder), folder / "key.pem")
            self.server.socket = context.wrap_socket(self.server.socket, server_side=True)
        scheme = "https" if folder else "http"
        self.url = f"{scheme}://127.0.0.1:{self.server.server_address[1]}/hook"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()


@pytest.fixture
def sink():
    with contextlib.ExitStack() as stack:

        def make(*args, **options):
            made = Sink(*args, **options)
            stack.callback(made.server.server_close)
            stack.callback(made.server.shutdown)
            return made

        yield make


def create(server, url, prompt="a boat"):
    body = {"model": "google/veo-3.1-fast", "input": {"prompt": prompt}, "callback_url": url}
    answer = requests.post(f"{server.base('unified-tasks')}/v1/tasks", json=body, headers=KEY, timeout=30)
    assert answer.status_code == 200, answer.text
    return answer.json()["data"]["task_id"]


def poll(server, task):
    answer = requests.get(f"{server.base('unified-tasks')}/v1/tasks/{task}", headers=KEY, timeout=30)
    return answer.json()["data"]


def log(server, **query):
    return server.control("GET", "sandboxes/default/webhooks", params={"limit": 1000, **query}).json()["webhooks"]


def scenario(scheme="standard", secret=CURRENT, rules=""):
    return MANUAL.format(scheme=scheme, secret=secret, rules=rules)


def rule(effect, match=""):
    return f"  - {{ name: drill, on: webhook, {match} then: {{ webhook: {{ {effect} }} }} }}"


def lowered(headers):
    return {name.lower(): value for name, value in headers.items()}


# Verification by public packages


@pytest.mark.parametrize("style", ["compact", "spaced", "unicode_escaped", "key_order"])
def test_standard_svix_and_replicate_accept_every_attempt(serve, sink, style):
    receiver = sink(lambda count: (500 if count < 3 else 200, {}))
    server = serve(scenario(rules=rule(f"body_style: {style}")))
    for prompt in ("café ☕ / \\ \"", "second"):
        create(server, receiver.url, prompt)
    server.clock(advance="1d")
    assert len(receiver.got) == 4
    for headers, body in receiver.got:
        verified = Webhook(CURRENT).verify(body, lowered(headers))
        assert verified == json.loads(body) and verified["status"] == "completed"
        svix.webhooks.Webhook(CURRENT).verify(body, lowered(headers))
        replicate.webhook.Webhooks.validate(
            headers=lowered(headers),
            body=body.decode(),
            secret=replicate.webhook.WebhookSigningSecret(key=CURRENT),
        )
    assert len({headers["webhook-id"] for headers, _ in receiver.got}) == 2


def test_both_keys_verify_during_a_rotation_and_one_after_it(serve, sink):
    receiver = sink()
    server = serve(scenario(secret=f"{CURRENT} {PREVIOUS}"))
    create(server, receiver.url)
    server.clock(advance="1d")
    server.play(scenario(secret=CURRENT))
    create(server, receiver.url, "after the rotation")
    server.clock(advance="1d")
    (first, body), (second, later) = receiver.got
    for secret in (CURRENT, PREVIOUS):
        Webhook(secret).verify(body, lowered(first))
    Webhook(CURRENT).verify(later, lowered(second))
    with pytest.raises(WebhookVerificationError):
        Webhook(PREVIOUS).verify(later, lowered(second))


@pytest.mark.parametrize("signature", ["valid", "rotated"])
def test_stripe_accepts_its_own_form(serve, sink, signature):
    receiver = sink()
    secret = "whsec_understudy_test_secret"
    server = serve(scenario("stripe", secret, rule(f"signature: {signature}")))
    create(server, receiver.url)
    server.clock(advance="1d")
    [(headers, body)] = receiver.got
    assert stripe.WebhookSignature.verify_header(body.decode(), headers["Stripe-Signature"], secret, tolerance=300)


@pytest.mark.parametrize("effect", ["signature: invalid", "signature: absent", "signature: stale", "timestamp_skew: -600s"])
def test_every_library_refuses_what_is_forged(serve, sink, effect):
    receiver = sink(lambda _: (400, {}))
    server = serve(scenario(rules=rule(effect)))
    create(server, receiver.url)
    server.clock(advance="1d")
    assert len(receiver.got) == 4, "a refusal is a failure, so it is tried again"
    for headers, body in receiver.got:
        with pytest.raises(WebhookVerificationError):
            Webhook(CURRENT).verify(body, lowered(headers))
        with pytest.raises(svix.webhooks.WebhookVerificationError):
            svix.webhooks.Webhook(CURRENT).verify(body, lowered(headers))


def test_fal_receivers_find_the_public_key(serve, sink):
    ed25519 = pytest.importorskip("cryptography.hazmat.primitives.asymmetric.ed25519")
    import hashlib

    receiver = sink()
    server = serve(scenario("fal", "whsk_" + base64.b64encode(bytes(range(1, 33))).decode()))
    create(server, receiver.url)
    server.clock(advance="1d")
    [key] = server.control("GET", "sandboxes/default/jwks.json").json()["keys"]
    assert key == {"kty": "OKP", "crv": "Ed25519", "x": "ebVWLo_mVPlAeLES6KmLp5AfhTrmlb7X4OORC60ElmQ"}
    [(headers, body)] = receiver.got
    public = ed25519.Ed25519PublicKey.from_public_bytes(base64.urlsafe_b64decode(key["x"] + "="))
    fields = [headers[f"X-Fal-Webhook-{name}"] for name in ("Request-Id", "User-Id", "Timestamp")]
    message = "\n".join([*fields, hashlib.sha256(body).hexdigest()])
    public.verify(bytes.fromhex(headers["X-Fal-Webhook-Signature"]), message.encode())


# The page


def blocks(language):
    return re.findall(rf"^```{language}\n(.*?)^```$", PAGE, re.M | re.S)


def test_the_examples_of_the_page_run(serve, tmp_path):
    server = serve()
    script = "set -euo pipefail\ncurl() { command curl --fail-with-body \"$@\"; }\n" + "\n".join(blocks("sh"))
    script = script.replace("127.0.0.1:4010", server.url.removeprefix("http://"))
    run = subprocess.run(
        ["bash", "-c", script], cwd=tmp_path, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=60
    )
    assert run.returncode == 0, f"{run.stdout}\n{run.stderr}"
    assert '"verdict": "genuine"' in run.stdout
    lines = [json.loads(line) for line in run.stdout.splitlines() if line.startswith('{"event_id"')]
    assert [line["response"]["status"] for line in lines][:2] == [503, 200]


def test_the_scenario_of_the_page_is_a_good_one(serve):
    server = serve()
    for text in blocks("yaml"):
        server.play(text)


@pytest.fixture
def receiver(tmp_path):
    """The receiver of the page, as a process of its own; gives its address."""
    [program] = blocks("python")
    assert len(re.findall(r"^\s*\S", program.split("class Receiver")[1], re.M)) <= 12, "a receiver of about ten lines"
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    (tmp_path / "receiver.py").write_text(program)
    process = subprocess.Popen([sys.executable, str(tmp_path / "receiver.py"), str(port)], stderr=subprocess.DEVNULL)
    deadline = time.monotonic() + 20
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            break
        except OSError:
            assert time.monotonic() < deadline and process.poll() is None
    yield f"http://127.0.0.1:{port}/"
    process.kill()
    process.wait()


@pytest.fixture
def drill(serve, receiver):
    """Runs one row: creates jobs by their prompts and moves the clock; gives their records."""
    server = serve(TOP / "scenarios/webhook-drill.yaml")

    def run(*prompts, url=receiver, span="4d"):
        tasks = [create(server, url, prompt) for prompt in prompts]
        server.clock(advance=span)
        return [log(server, job=task) for task in tasks]

    run.server = server
    run.url = receiver
    return run


def answers(record):
    return [attempt["response"]["status"] for attempt in record["attempts"]]


def test_w1_comes_twice_under_one_id(drill):
    [[record]] = drill("W1 twice")
    assert answers(record) == [204, 204]
    assert record["faults"] == ["W1 comes twice"]


def test_w2_comes_after_the_next_one(drill):
    [[first]] = drill("W2 first", "W2 second")[:1]
    [second] = log(drill.server)[1:]
    assert first["attempts"][0]["wall_started_at"] >= second["attempts"][0]["wall_started_at"]
    assert first["state"] == second["state"] == "delivered"


def test_w3_comes_before_the_create_is_answered(drill):
    seen = []

    class Early(BaseHTTPRequestHandler):
        def do_POST(self):
            seen.append((time.monotonic(), json.loads(self.rfile.read(int(self.headers["Content-Length"])))["task_id"]))
            self.send_response(204)
            self.end_headers()

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Early)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    for number in range(100):
        task = create(drill.server, f"http://127.0.0.1:{server.server_address[1]}/", f"W3 number {number}")
        answered = time.monotonic()
        assert seen[-1][1] == task and seen[-1][0] < answered
    server.shutdown()
    server.server_close()


def test_w4_comes_hours_late(drill):
    [[record]] = drill("W4 late", span="6h")
    assert record["state"] == "scheduled" and record["attempt_count"] == 0
    drill.server.clock(advance="1h")
    assert log(drill.server)[0]["state"] == "delivered"


def test_w5_never_comes(drill):
    [[record]] = drill("W5 lost")
    assert record["state"] == "dropped_by_scenario" and record["attempts"] == []


@pytest.mark.parametrize("row", ["W6", "W8a", "W8b", "W9a", "W9b", "W11a", "W11b", "W12"])
def test_what_a_receiver_must_refuse_is_refused_and_tried_again(drill, row):
    [[record]] = drill(f"{row} refused")
    assert answers(record) == [400, 400, 400, 400]
    assert record["state"] == "gave_up"


@pytest.mark.parametrize("row", ["W7a", "W7b", "W7c", "W10", "W18a", "W18b", "no row"])
def test_what_a_receiver_must_take_is_taken(drill, row):
    [[record]] = drill(f"{row} café")
    assert answers(record) == [204]


def test_w13_a_slow_receiver_is_left_and_tried_again(drill):
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen(16)
        [[record]] = drill("W13 slow", url=f"http://127.0.0.1:{silent.getsockname()[1]}/")
    assert [attempt["reason"] for attempt in record["attempts"]] == ["timeout"] * 4


def test_w14_a_receiver_that_is_down_is_tried_for_days(drill):
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        [[record]] = drill("W14 down", url=f"http://127.0.0.1:{nobody.getsockname()[1]}/")
    assert [attempt["reason"] for attempt in record["attempts"]] == ["refused"] * 10


@pytest.mark.parametrize("status, attempts", [(302, 4), (410, 1), (500, 4)])
def test_w15_w16_what_the_receiver_answers_decides(drill, status, attempts):
    [[record]] = drill("answers", url=f"{drill.url}{status}")
    assert answers(record) == [status] * attempts


def test_w17_a_receiver_that_says_when_is_obeyed(drill):
    [[record]] = drill("busy", url=f"{drill.url}429")
    times = [attempt["started_at"] for attempt in record["attempts"]]
    parsed = [time.mktime(time.strptime(text[:19], "%Y-%m-%dT%H:%M:%S")) for text in times]
    assert all(later - earlier >= 7 for earlier, later in zip(parsed, parsed[1:]))


def test_w18_webhook_and_poll_disagree_for_a_while(drill):
    ahead = create(drill.server, drill.url, "W18a ahead")
    behind = create(drill.server, drill.url, "W18b behind")
    drill.server.clock(advance="60s")
    assert log(drill.server, job=ahead)[0]["state"] == "delivered"
    assert poll(drill.server, ahead)["status"] == "processing"
    assert poll(drill.server, behind)["status"] == "completed"
    assert log(drill.server, job=behind)[0]["attempts"] == []
    drill.server.clock(advance="2s")
    assert poll(drill.server, ahead)["status"] == "completed"
    assert log(drill.server, job=behind)[0]["state"] == "delivered"


def test_w19_its_files_are_gone_when_it_comes(drill):
    [[record]] = drill("W19 stale links", span="2h")
    [attempt] = record["attempts"]
    link = json.loads(attempt["request"]["body"])["data"]["video_url"]
    assert requests.get(link, timeout=30).status_code == 404


def test_w20_a_flood_is_taken_whole(drill):
    [records] = drill("W20 flood")
    assert len(records) == 200
    assert {record["state"] for record in records} == {"delivered"}
    assert len({record["id"] for record in records}) == 200


def test_w21_the_second_of_a_series_is_lost(drill):
    records = [record for [record] in drill(*(f"W21 number {number}" for number in range(4)))]
    assert sorted(record["state"] for record in records) == ["delivered"] * 3 + ["dropped_by_scenario"]


ROWS = sorted((TOP / "Fixtures/faults").glob("W*.yaml"), key=lambda file: int(file.stem[1:]))


def test_every_row_of_webhooks_has_a_file():
    assert [file.stem for file in ROWS] == [f"W{number}" for number in range(1, 22)]


@pytest.mark.parametrize("file", ROWS, ids=lambda file: file.stem)
def test_a_row_of_the_table_of_faults_does_something(serve, sink, file):
    receiver = sink()
    row = yaml.safe_load(file.read_text())
    head = "understudy: 1\nname: row\nclock: { mode: manual, stamps: wall }\npace: instant\n"
    server = serve(head + row["scenario"])
    for number in range(3):
        create(server, receiver.url, f"number {number}")
    server.clock(advance="4d")
    records = log(server)
    assert records and all(record["faults"] == (["drill"] if "drill" in row["scenario"] else []) for record in records)
    assert any(record["state"] != "scheduled" for record in records)


CHAOS = [
    "comes twice", "comes after the next one", "comes before the create is answered", "comes hours late", "never comes",
    "has a bad signature", "is ten minutes old", "is ahead of the poll", "is behind the poll",
]
SOONER = ["called back before a poll knows", "called back before the answer"]


@pytest.mark.parametrize(
    "preset, faults", [("webhook-chaos", [[name] for name in CHAOS] + [[]]), ("eventual-consistency", [[name] for name in SOONER * 5])]
)
def test_a_preset_does_to_each_webhook_in_turn_what_it_says(serve, sink, preset, faults):
    receiver = sink()
    settings = f'settings: {{ unified-tasks: {{ webhook_scheme: standard, webhook_secret: "{CURRENT}" }} }}\n'
    clock = "clock: { mode: manual, stamps: wall }\npace: instant\n"
    server = serve(f"understudy: 1\nname: drill\n{clock}{settings}use: [{preset}]\n")
    for number in range(10):
        create(server, receiver.url, f"number {number}")
        # A job that ends at once calls back when the exchange is over, which is a little after the answer.
        while server.control("GET", "sandboxes/default/requests", params={"order": "newest", "limit": 1}).json()["requests"][0]["end"] is None:
            pass
    server.clock(advance="1d")
    fired = [[fault.removeprefix(f"{preset}/") for fault in record["faults"]] for record in log(server)]
    assert fired == faults
    # One that comes twice makes up for one that never comes.
    assert len(receiver.got) == 10


# Delivery


def test_ten_thousand_come_without_loss(serve, sink):
    receiver = sink()
    server = serve(scenario("none", "", rule("burst: 10000")))
    create(server, receiver.url)
    requests.post(
        f"{server.url}/_understudy/sandboxes/default/clock", json={"advance": "1d"}, timeout=120
    ).raise_for_status()
    assert len(receiver.got) == 10_000
    answer = server.control("GET", "sandboxes/default/webhooks", params={"state": "delivered", "limit": 1}).json()
    assert answer["matching"] == 10_000 and answer["pending"] == 0


def test_creates_go_on_while_ten_thousand_wait_for_a_dead_port(serve):
    server = serve(scenario("none", "", rule("burst: 10000, retries: [0, 1h]", match="match: { prompt: flood },")))
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        create(server, f"http://127.0.0.1:{nobody.getsockname()[1]}/", "flood")
        server.clock(advance="60s", webhooks="detach")
        for number in range(50):
            create(server, "http://127.0.0.1:1/", f"another {number}")
        answer = server.control("GET", "sandboxes/default/webhooks", params={"limit": 1}).json()
        assert answer["pending"] <= 10_000


@pytest.mark.parametrize("query, numbers", [
    ({}, [1, 2, 3]), ({"order": "newest"}, [3, 2, 1]), ({"limit": 1}, [1]), ({"limit": 1, "order": "newest"}, [3]),
    ({"after": 1}, [2, 3]), ({"after": 3, "order": "newest", "limit": 1}, [2]), ({"type": "*.nothing"}, []),
])
def test_webhooks_are_paged_like_requests(serve, sink, query, numbers):
    receiver = sink()
    server = serve(scenario())
    for number in range(3):
        create(server, receiver.url, f"boat {number}")
        server.clock(advance="1h")
    answer = server.control("GET", "sandboxes/default/webhooks", params=query).json()
    assert [record["number"] for record in answer["webhooks"]] == numbers
    assert answer["total"] == 3 and answer["next"] == (numbers[-1] if "limit" in query else None)


def test_a_blocked_address_is_accepted_told_once_and_refused_when_strict(serve):
    server = serve(scenario())
    task = create(server, "http://169.254.169.254/latest/meta-data/?token=secret-value")
    server.clock(advance="1d")
    [record] = log(server, job=task)
    assert record["state"] == "blocked" and record["attempt_count"] == 1
    assert "secret-value" not in json.dumps(record)
    assert "169.254.169.254" in record["attempts"][0]["detail"]
    warnings = [line for line in server.log.read_text().splitlines() if "was blocked" in line]
    assert len(warnings) == 1

    strict = serve(scenario(), "--strict-webhooks")
    body = {"model": "google/veo-3.1-fast", "input": {"prompt": "x"}, "callback_url": "http://10.0.0.1/"}
    answer = requests.post(f"{strict.base('unified-tasks')}/v1/tasks", json=body, headers=KEY, timeout=30)
    assert answer.status_code == 400
    assert answer.json()["data"]["code"] == "validation_error"


def test_the_server_itself_is_out_of_reach_but_for_the_inbox(serve):
    server = serve(scenario(), "--control-token", "token-of-16-characters", "--serve", "getimg=0")
    control = {"Authorization": "Bearer token-of-16-characters"}
    own = server.ready["ports"]["getimg"]
    urls = [
        f"{server.url}/_understudy/sandboxes/default/reset",
        f"http://localhost:{own}/v2/models",
        f"{server.url}/_understudy/sandboxes/default/inbox/../reset",
    ]
    tasks = [create(server, url, url) for url in urls]
    reached = create(server, f"{server.url}/_understudy/sandboxes/default/inbox/mine", "inbox")
    api = f"{server.url}/_understudy/sandboxes/default"
    requests.post(f"{api}/clock", json={"advance": "1d"}, headers=control, timeout=30).raise_for_status()
    records = requests.get(f"{api}/webhooks", headers=control, timeout=30).json()["webhooks"]
    states = {record["job"]: record["state"] for record in records}
    assert [states[task] for task in tasks] == ["blocked"] * 3
    assert states[reached] == "delivered"
    assert requests.get(f"{api}/inbox/mine/messages", timeout=30).status_code == 401
    messages = requests.get(f"{api}/inbox/mine/messages", headers=control, timeout=30).json()["messages"]
    assert [message["signature"]["verdict"] for message in messages] == ["genuine"]
    page = requests.post(f"{api}/inbox/mine", headers={"Origin": "https://evil.example"}, timeout=30)
    assert page.status_code == 403


def test_an_inbox_says_why_a_signature_fails(serve):
    server = serve(scenario(rules=rule("signature: invalid")))
    create(server, f"{server.url}/_understudy/sandboxes/default/inbox/mine")
    server.clock(advance="1d")
    [message] = server.control("GET", "sandboxes/default/inbox/mine/messages").json()["messages"]
    assert message["signature"]["verdict"] == "refused"
    assert "other bytes" in message["signature"]["problem"]


def test_secrets_come_from_variables_and_files_and_are_never_shown(serve, sink, tmp_path, monkeypatch):
    receiver = sink()
    secret = "whsec_" + base64.b64encode(b"a secret that must not be seen 1").decode()
    monkeypatch.setenv("UNDERSTUDY_TEST_SECRET", secret)
    (tmp_path / "secret.txt").write_text(PREVIOUS + "\n")
    path = tmp_path / "given.yaml"
    path.write_text(
        scenario(secret="env:UNDERSTUDY_TEST_SECRET", rules=rule(
            "scheme: standard, secrets: [{ file: secret.txt }]", match="match: { prompt: by file },"))
    )
    server = serve(path)
    for prompt in ("by variable", "by file"):
        create(server, receiver.url, prompt)
        server.clock(advance="1d")
    for (headers, body), used in zip(receiver.got, (secret, PREVIOUS)):
        Webhook(used).verify(body, lowered(headers))
    shown = server.log.read_text()
    for route in ("webhooks", "requests", "scenario", "jwks.json"):
        shown += server.control("GET", f"sandboxes/default/{route}").text
    for hidden in (secret, secret[6:], PREVIOUS, PREVIOUS[6:]):
        assert hidden not in shown
    refused = requests.put(
        f"{server.url}/_understudy/sandboxes/default/scenario", data=path.read_bytes(), timeout=30
    )
    assert refused.status_code == 422
    assert secret not in refused.text and "environment" in refused.text


# Receivers that speak TLS


def test_a_receiver_with_a_certificate_of_its_own_is_trusted_by_a_file(serve, sink, tmp_path):
    receiver = sink(folder=tmp_path)
    server = serve(scenario(), "--webhook-ca", str(tmp_path / "certificate.pem"))
    create(server, receiver.url)
    server.clock(advance="61s")
    [webhook] = log(server)
    assert webhook["state"] == "delivered", webhook
    [(headers, body)] = receiver.got
    Webhook(CURRENT).verify(body, lowered(headers))


def test_a_receiver_with_a_certificate_that_nobody_trusts_gets_nothing(serve, sink, tmp_path):
    receiver = sink(folder=tmp_path)
    server = serve(scenario())
    create(server, receiver.url)
    server.clock(advance="61s")
    [webhook] = log(server)
    assert webhook["attempts"][0]["reason"] == "tls", webhook
    assert receiver.got == []


@pytest.mark.parametrize(
    "content, reason", [(None, "no such file or directory"), ("hello", "it has no certificate in PEM")]
)
def test_a_file_without_certificates_is_told_at_the_start(tmp_path, content, reason):
    file = tmp_path / "ca.pem"
    if content:
        file.write_text(content)
    command = [PROGRAM, "serve", "--port", "0", "--webhook-ca", str(file)]
    ended = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert ended.returncode == 2
    assert ended.stderr == f"understudy: --webhook-ca {file} cannot be used: {reason}.\n"
