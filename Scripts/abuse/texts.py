"""Texts that break things: JSON, YAML and strings."""

import errno
import json
import os
import subprocess
import tempfile
import threading
import tty

from promises import promise
from server import KEYS, Server, request

CREATES = {
    "llm-stats": ("/llm-stats/v1/generations", {"model": "flux-1.1-pro", "input": {"prompt": "a boat"}, "wait": 0}),
    "unified-tasks": ("/unified-tasks/v1/tasks", {"model": "google/veo-3.1-fast", "input": {"prompt": "a boat"}}),
    "openrouter": ("/openrouter/api/v1/images", {"model": "google/gemini-2.5-flash-image", "prompt": "a boat"}),
    "lemondata": ("/lemondata/v1/images/generations", {"model": "gpt-image-2", "prompt": "a boat", "async": True}),
    "getimg": ("/getimg/v2/images/generations", {"model": "seedream-5-lite", "prompt": "a boat"}),
}

NAUGHTY = [
    "", " ", "\t", "\0", "\x1b[31mred\x1b[0m", "\x1b]0;title\x07", "\x9b31m", "\n[fake] line", "\r", "\x7f", "\u2028", "\u202egnp.exe", "\u2066\u2069", "\ufeff",
    "\u200b", "\U000e0041", "\ud800", "\udfff\ud800", "\uffff", "\U0010ffff", "Z\u0351\u036b\u0343" * 50, "\U0001f468\u200d\U0001f469\u200d\U0001f467", "ﷺ" * 100,
    "undefined", "null", "NaN", "-0", "1e400", "0x10", "true", "'; DROP TABLE jobs; --", "<script>alert(1)</script>", "${jndi:ldap://x}", "{{7*7}}", "%s%n%p",
    "%00", "%0d%0aSet-Cookie: a=b", "../../../etc/passwd", "file:///etc/passwd", "http://169.254.169.254/", "CON", "\\\\x\\c$", "`id`", "$(id)", "a" * 70_000,
]

JSON = [
    b"", b"{", b"[", b'"', b"nul", b"{}", b"[]", b"null", b"1", b'""', b"{" * 100_000, b"[" * 100_000, b'{"a":' * 50_000, b'{"a":1,"a":2}', b'{"a":1,}', b"{'a':1}",
    b'{"a":\x00}', b'{"a":"\xff"}', b'{"a":"\xed\xa0\x80"}', b'{"a":"\\ud800"}', b'{"a":"\\u12"}', b'{"a":01}', b'{"a":1e999999999}', b'{"a":-}', b'{"a":.5}',
    b'{"a":' + b"9" * 100_000 + b"}", b'{"a":NaN}', b'{"a":Infinity}', b"\xef\xbb\xbf{}", b"\xff\xfe{\0}\0", b"{}{}", b"{}garbage", b"/*a*/{}", b'{"' + b"k" * 500_000 + b'":1}',
    b"[" + b"1," * 200_000 + b"1]", b" " * 900_000 + b"{}",
]

YAML = [
    "", "understudy: 1", "understudy: 2\nname: a\n", "understudy: 1\nname: a\nrules: 5\n", "a: &a [*a]\n", "a: &a {b: *a}\n", "!!python/object/apply:os.system ['id']\n",
    "a: [" * 20_000, "{" * 20_000, "- " * 20_000 + "a\n", "? " * 5_000, "a: *nobody\n", "a: !!binary x\n", "\0", "a: \x1b[31m\n", "%YAML 9.9\n---\na: 1\n", "---\na: 1\n---\nb: 2\n",
    "understudy: 1\nname: " + "a" * 900_000 + "\n", "understudy: 1\nname: a\nname: b\n", "<<: {a: 1}\n", "a: 'b\n", 'a: "\\x\n', "\ufeffunderstudy: 1\nname: a\n",
    "l0: &l0 [a,a,a,a,a,a,a,a,a]\n" + "".join(f"l{number}: &l{number} [{','.join([f'*l{number - 1}'] * 9)}]\n" for number in range(1, 9)),
    "understudy: 1\nname: a\nrules:\n" + "  - { name: r, on: create, match: { prompt: { matches: '(a+)+$' } }, then: { latency: 1s } }\n",
    "understudy: 1\nname: a\nrules:\n  - { name: r, on: create, then: { body_file: /etc/passwd } }\n",
    "understudy: 1\nname: a\nrules:\n  - { name: r, on: create, then: { body_file: /dev/zero } }\n",
]


@promise("JSON that is broken, deep, long or of a wrong type is refused, never with 500, and every name and text is taken")
def json_bodies(options):
    wrong, count = [], 0
    with Server(options.program) as server:
        for provider, (path, good) in CREATES.items():
            bodies = [*JSON, *(json.dumps(body).encode() for body in changed(good))]
            for body in bodies:
                answer = server.send(request("POST", path, KEYS[provider], body or b" "))
                count += 1
                if answer[9:10] not in (b"2", b"4"):
                    wrong.append(f"{provider}: {body[:60]!r}: {answer[:40]!r}")
        if not server.is_healthy():
            wrong.append("the server is not well any more")
    return not wrong, f"{count} bodies" if not wrong else "; ".join(wrong[:5])


def changed(good):
    """A good body with one value after another replaced by what breaks things."""
    yield good
    for text in NAUGHTY:
        for key in good:
            yield {**good, key: text}
            if isinstance(good[key], dict):
                yield {**good, key: {**good[key], "prompt": text}}
        yield {**good, text: text}
    for value in (None, True, -1, 2**70, 1.5, [], {}, [[]], [None] * 1000):
        for key in good:
            yield {**good, key: value}


@promise("no scenario file makes the server crash, hang or read what is no file; the one in force stays")
def scenarios(options):
    wrong = []
    with Server(options.program, "--control-token", KEYS["control"]) as server:
        for text in YAML:
            body = text.encode()
            head = f"PUT /_understudy/sandboxes/default/scenario HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {KEYS['control']}\r\n"
            head += f"Content-Type: application/yaml\r\nContent-Length: {len(body)}\r\nConnection: close\r\n\r\n"
            answer = server.send(head.encode() + body)
            if answer[9:12] not in (b"200", b"413", b"422") or b"root:" in answer:
                wrong.append(f"{text[:50]!r}: {answer[:30]!r}")
            if not server.is_healthy():
                return False, f"not well after {text[:50]!r}"
    for text in YAML:
        with tempfile.NamedTemporaryFile("w", suffix=".yaml", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            check = subprocess.run([options.program, "check", file.name], capture_output=True, timeout=20)
            if check.returncode not in (0, 1, 2) or b"\x1b" in check.stderr + check.stdout:
                wrong.append(f"check {text[:50]!r}: {check.returncode}")
    return not wrong, f"{len(YAML)} files, each put and checked" if not wrong else "; ".join(wrong[:5])


@promise("a client's bytes forge no line of the log and reach no terminal")
def log_lines(options):
    shown = [text for text in NAUGHTY if text and "\ud800" not in text and len(text) < 1000]
    wrong, told = [], 0
    for form in ("text", "json"):
        # Requests are told of on a terminal alone.
        reading, writing = os.openpty()
        tty.setraw(writing)
        lines = bytearray()
        reader = threading.Thread(target=collect, args=(reading, lines))
        reader.start()
        with Server(options.program, log=form, stderr=writing) as server:
            os.close(writing)
            for text in shown:
                for provider, (path, good) in CREATES.items():
                    server.send(request("POST", path, KEYS[provider], json.dumps({**good, "model": text}).encode()))
                raw = text.encode("utf-8", "surrogateescape").replace(b"\r", b"").replace(b"\n", b"")
                server.send(b"GET /getimg/" + raw + b" HTTP/1.1\r\nHost: 127.0.0.1\r\nX-A: " + raw + b"\r\nConnection: close\r\n\r\n")
            server.stop()
        reader.join()
        os.close(reading)
        bad = {f"{byte:#04x}" for byte in lines if byte < 32 and byte != 10 or byte == 127}
        bad |= {repr(mark) for mark in "\x9b\u202e\u2066\u2028" if mark.encode() in lines}
        bad |= {"a forged line"} if b"\n[fake]" in lines else set()
        told += lines.count(b"\n")
        if bad:
            wrong.append(f"{form}: {sorted(bad)}")
    return told > 0 and not wrong, f"{len(shown)} strings in models, paths and fields, {told} lines" if not wrong else "; ".join(wrong)


def collect(terminal, lines):
    """Reads until the other side is closed, which a terminal tells by an error."""
    try:
        while piece := os.read(terminal, 65536):
            lines += piece
    except OSError as error:
        if error.errno != errno.EIO:
            raise
