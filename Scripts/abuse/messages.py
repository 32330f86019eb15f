"""Raw messages: framing, heads and targets that are wrong, cut or long."""

from promises import promise
from server import KEYS, Server, request

HEAD = "POST /llm-stats/v1/generations HTTP/1.1\r\nHost: 127.0.0.1\r\n"
CHUNKED = HEAD + "Transfer-Encoding: chunked\r\n\r\n"
# A second request that no server may see in the first one's body.
INNER = "GET /_understudy/health HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"

# What is wrong, and the message; each has the inner request behind it, or in it.
REFUSED = {
    "two lengths": HEAD + "Content-Length: 0\r\nContent-Length: 5\r\n\r\n",
    "two equal lengths": HEAD + "Content-Length: 0\r\nContent-Length: 0\r\n\r\n",
    "a list of lengths": HEAD + "Content-Length: 0, 0\r\n\r\n",
    "a signed length": HEAD + "Content-Length: +0\r\n\r\n",
    "a hexadecimal length": HEAD + "Content-Length: 0x0\r\n\r\n",
    "a length beyond 64 bits": HEAD + "Content-Length: 99999999999999999999\r\n\r\n",
    "a length and chunks": HEAD + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    "chunks and a length": HEAD + "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n",
    "two encodings": HEAD + "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    "an encoding that is almost chunked": HEAD + "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
    "chunked that is not last": HEAD + "Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n",
    "chunks on HTTP/1.0": HEAD.replace("1.1", "1.0") + "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    "a blank before the colon": HEAD + "Content-Length : 0\r\n\r\n",
    "a folded field": HEAD + "X: a\r\n b\r\n\r\n",
    "a NUL in a value": HEAD + "X: a\0b\r\n\r\n",
    "a bare CR in a value": HEAD + "X: a\rb\r\n\r\n",
    "no host": "GET / HTTP/1.1\r\n\r\n",
    "two hosts": "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
    "a host that is a path": "GET / HTTP/1.1\r\nHost: a/b\r\n\r\n",
    "another host in the target": "GET http://b/ HTTP/1.1\r\nHost: a\r\n\r\n",
    "no slash": "GET x HTTP/1.1\r\nHost: a\r\n\r\n",
    "CONNECT": "CONNECT a:80 HTTP/1.1\r\nHost: a:80\r\n\r\n",
    "a method in lower case": "get / HTTP/1.1\r\nHost: a\r\n\r\n",
    "a version that is none": "GET / HTTP/9.9\r\nHost: a\r\n\r\n",
    "a chunk size that is none": CHUNKED + "x\r\n\r\n",
    "a negative chunk size": CHUNKED + "-1\r\n\r\n",
    "a chunk size beyond 64 bits": CHUNKED + "fffffffffffffffff\r\n",
    "a chunk that is longer than it says": CHUNKED + "2\r\nabcdef\r\n0\r\n\r\n",
    "a bare CR in a chunk extension": CHUNKED + "3;a\rb\r\nabc\r\n0\r\n\r\n",
    "a head of 40 KiB": "GET / HTTP/1.1\r\nHost: a\r\nX: " + "a" * 40_000 + "\r\n\r\n",
    "300 fields": "GET / HTTP/1.1\r\nHost: a\r\n" + "X: a\r\n" * 300 + "\r\n",
    "300 cookies": "GET / HTTP/1.1\r\nHost: a\r\nCookie: " + "; ".join(f"a{number}=b" for number in range(300)) + "\r\n\r\n",
    "300 parameters": "GET /?" + "&".join(f"a{number}=b" for number in range(300)) + " HTTP/1.1\r\nHost: a\r\n\r\n",
    "a target of 20 KiB": "GET /" + "a" * 20_000 + " HTTP/1.1\r\nHost: a\r\n\r\n",
}

# What is no request at all: closed, with an answer or without.
NOISE = [b"\0" * 1000, b"\x16\x03\x01\x02\0\x01\0\x01\xfc\x03\x03" + b"\0" * 200, b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", b"\r\n" * 1000, b"GET\r\n\r\n",
         b"GET /", b"\xff\xfe" * 500, b"SSH-2.0-x\r\n", b"GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\nx"]


@promise("wrong framing is refused, and nothing behind it is answered")
def messages(options):
    wrong = []
    with Server(options.program) as server:
        for name, message in REFUSED.items():
            answer = server.send((message + INNER).encode("latin-1"))
            status = answer[9:12]
            if not status.startswith(b"4") and status != b"505" or b'"status": "ok"' in answer:
                wrong.append(name)
        for noise in NOISE:
            server.send(noise, finish=True)
        if not server.is_healthy():
            wrong.append("the server is not well any more")
    return not wrong, f"{len(REFUSED)} of {len(REFUSED)} refused, {len(NOISE)} kinds of noise" if not wrong else f"not refused: {wrong}"


@promise("escapes of NUL and line breaks, and methods that no route takes, get the provider's own refusal")
def targets(options):
    paths = {
        "llm-stats": "/llm-stats/v1/models", "unified-tasks": "/unified-tasks/v1/models", "openrouter": "/openrouter/api/v1/images/models",
        "lemondata": "/lemondata/v1/models", "getimg": "/getimg/v2/models",
    }
    wrong = []
    with Server(options.program) as server:
        for provider, path in paths.items():
            for escape in ("%00", "%0A", "%0d"):
                answer = server.send(request("GET", f"{path}?a={escape}", KEYS[provider]))
                if not answer.startswith(b"HTTP/1.1 400") or b"application/json" not in answer:
                    wrong.append(f"{provider} {escape}")
            for method in ("TRACE", "QUERY"):
                answer = server.send(request(method, path, KEYS[provider]))
                if not answer.startswith(b"HTTP/1.1 405") or b"\nAllow: " not in answer:
                    wrong.append(f"{provider} {method}")
    return not wrong, "5 providers, 25 requests" if not wrong else f"wrong: {wrong}"
