"""Clients that are slow, many, or gone."""

import selectors
import socket
import time

from promises import promise
from server import Server, request

# Seconds in which a server has to serve again when the clients are gone.
PATIENCE = 2


def idle(port, count):
    """So many connections that say nothing; those that the server has no room for wait in its queue."""
    made = []
    for _ in range(count):
        connection = socket.socket()
        connection.setblocking(False)
        connection.connect_ex(("127.0.0.1", port))
        made.append(connection)
    return made


def crowd_out(program, descriptors):
    """Seconds until the server answers again after more clients than it has descriptors for are gone; None when it does not."""
    with Server(program, descriptors=descriptors) as server:
        crowd = idle(server.port, descriptors + 40)
        server.is_healthy(timeout=0.2)
        for connection in crowd:
            connection.close()
        begin = time.monotonic()
        while time.monotonic() - begin < PATIENCE:
            if server.is_healthy(timeout=PATIENCE):
                return time.monotonic() - begin
        return None


@promise(f"a server that ran out of descriptors serves again within {PATIENCE} s after its clients are gone")
def descriptors(options):
    figures = []
    for limit in (64, 256, 1024):
        took = [crowd_out(options.program, limit) for _ in range(options.rounds)]
        missed = took.count(None)
        if missed:
            return False, f"with {limit} descriptors {missed} of {len(took)} never did"
        figures.append(f"{limit}: {max(took) * 1000:.0f} ms")
    return True, f"{options.rounds} runs each; the slowest with " + ", ".join(figures)


@promise("2,000 slow clients keep nobody from being answered, and their time is up after 10 s for a head")
def slow_clients(options):
    head = b"POST /llm-stats/v1/generations HTTP/1.1\r\nHost: 127.0.0.1\r\n"
    with Server(options.program) as server:
        before = server.descriptors()
        clients = [server.connect() for _ in range(2000)]
        waiting = selectors.DefaultSelector()
        for number, client in enumerate(clients):
            client.sendall(head[: 1 + number % len(head)])
            waiting.register(client, selectors.EVENT_READ)
        slowest = 0
        for _ in range(50):
            begin = time.monotonic()
            if not server.is_healthy():
                return False, "the server did not answer others"
            slowest = max(slowest, time.monotonic() - begin)
        begin, left = time.monotonic(), len(clients)
        while left and time.monotonic() - begin < 15:
            for key, _ in waiting.select(timeout=1):
                # One byte at a time does not help.
                waiting.unregister(key.fileobj)
                key.fileobj.close()
                left -= 1
        for client in clients:
            client.close()
        time.sleep(0.5)
        leaked = server.descriptors() - before
        return left == 0 and leaked <= 0, f"others waited {slowest * 1000:.0f} ms at most; {left} slow ones left, {max(0, leaked)} descriptors"


@promise("clients that leave in the middle cost neither memory nor descriptors")
def leavers(options):
    body = b'{"model":"flux-1.1-pro","input":{"prompt":"a boat"},"wait":60}'
    whole = request("POST", "/llm-stats/v1/generations", "ze_attacker", body)
    with Server(options.program) as server:

        def leave():
            for number in range(2000):
                with server.connect() as connection:
                    connection.sendall(whole[: 1 + number * 7 % len(whole)])

        leave()
        time.sleep(0.5)
        files, memory = server.descriptors(), server.resident()
        for _ in range(4):
            leave()
        server.is_healthy()
        time.sleep(0.5)
        more, grown = server.descriptors() - files, server.resident() - memory
        return more <= 4 and grown < 16, f"8,000 left: {more:+d} descriptors, {grown:+.1f} MiB"
