"""Sends requests by a Python client, as the script `client-table` asks on standard input: a JSON document a line, and one back."""

import asyncio
import json
import sys
import urllib.error
import urllib.request


def causes(error):
    """The error and all that it was raised for, from the outside in."""
    found = []
    waiting = [error]
    while waiting:
        error = waiting.pop(0)
        if error in found:
            continue
        found.append(error)
        inner = [part for part in error.args if isinstance(part, BaseException)]
        inner += [part for part in (getattr(error, "reason", None), error.__cause__) if isinstance(part, BaseException)]
        waiting += inner or [part for part in (error.__context__,) if part is not None]
    return found


def name(error):
    """Of its class; with its module where the class is just called `error`."""
    return f"{type(error).__module__}.error" if type(error).__name__ == "error" else type(error).__name__


def kind(error):
    """The class of the error, and of what is at the bottom of it."""
    names = [name(part) for part in causes(error)]
    return names[0] if names[-1] == names[0] else f"{names[0]} ({names[-1]})"


class Requests:
    def begin(self):
        import requests

        self.session = requests.Session()
        self.session.trust_env = False

    def send(self, ask):
        answer = self.session.request(
            ask["method"], ask["url"], headers=ask["headers"], data=ask["body"], timeout=ask["timeout"])
        return answer.status_code, answer.json


class HTTPX:
    def begin(self):
        import httpx

        self.client = httpx.Client(follow_redirects=True, trust_env=False)

    def send(self, ask):
        answer = self.client.request(
            ask["method"], ask["url"], headers=ask["headers"], content=ask["body"], timeout=ask["timeout"])
        return answer.status_code, answer.json


class AIOHTTP:
    session = None

    def begin(self):
        import aiohttp

        self.aiohttp = aiohttp
        self.loop = getattr(self, "loop", None) or asyncio.new_event_loop()
        if self.session:
            self.loop.run_until_complete(self.session.close())
        self.session = None

    def send(self, ask):
        return self.loop.run_until_complete(self.ask(ask))

    async def ask(self, ask):
        if self.session is None:
            self.session = self.aiohttp.ClientSession()
        limit = self.aiohttp.ClientTimeout(total=ask["timeout"])
        async with self.session.request(
            ask["method"], ask["url"], headers=ask["headers"], data=ask["body"], timeout=limit
        ) as answer:
            await answer.read()
            return answer.status, lambda: self.loop.run_until_complete(answer.json())


class URLLib:
    def begin(self):
        self.opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))

    def send(self, ask):
        body = ask["body"].encode() if ask["body"] else None
        request = urllib.request.Request(ask["url"], data=body, headers=ask["headers"], method=ask["method"])
        with self.opener.open(request, timeout=ask["timeout"]) as answer:
            content = answer.read()
            return answer.status, lambda: json.loads(content)


def outcome(client, ask):
    """What a program sees that asks for JSON, and the document where there is one."""
    try:
        status, document = client.send(ask)
    except urllib.error.HTTPError as error:
        return f"HTTPError {error.code}", None
    except Exception as error:
        return kind(error), None
    if not ask["parse"]:
        return str(status), None
    try:
        return str(status), document()
    except Exception as error:
        return f"{status}, {kind(error)}", None


client = {"requests": Requests, "httpx": HTTPX, "aiohttp": AIOHTTP, "urllib": URLLib}[sys.argv[1]]()
client.begin()
for line in sys.stdin:
    ask = json.loads(line)
    if ask.get("begin"):
        client.begin()
        print("{}", flush=True)
        continue
    said, document = outcome(client, ask)
    print(json.dumps({"outcome": said, "document": document}), flush=True)
if isinstance(client, AIOHTTP):
    client.begin()
