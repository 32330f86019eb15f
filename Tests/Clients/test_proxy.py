"""Links and addresses behind a real nginx that ends TLS and serves Understudy below a prefix."""

import os
import shutil
import socket
import subprocess
from urllib.parse import urljoin

import pytest
import requests
from conftest import certificate

INSTANT = """
understudy: 1
name: at-once
pace: instant
"""
PROXY = """
{user}
daemon off;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{ worker_connections 64; }}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxied;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    server {{
        listen 127.0.0.1:{port} ssl;
        ssl_certificate {folder}/certificate.pem;
        ssl_certificate_key {folder}/key.pem;
        location /mock/ {{
            proxy_pass {upstream}/;
            proxy_set_header Host $http_host;
            proxy_set_header X-Forwarded-Proto $scheme;
            proxy_set_header X-Forwarded-Host $http_host;
            proxy_set_header X-Forwarded-Prefix /mock;
        }}
        location /rfc/ {{
            proxy_pass {upstream}/;
            proxy_set_header Forwarded 'for=$remote_addr;proto=$scheme;host="$http_host"';
            proxy_set_header X-Forwarded-Prefix /rfc;
        }}
        location /plain/ {{
            proxy_pass {upstream}/;
        }}
    }}
}}
"""
PROGRAM = shutil.which("nginx", path=os.environ["PATH"] + ":/usr/sbin")


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Proxy:
    """nginx in front of a server; its root, and a session that trusts its certificate."""

    def __init__(self, folder, port):
        self.folder, self.port = folder, port
        self.root = f"https://127.0.0.1:{port}"
        self.process = None
        self.session = requests.Session()
        self.session.verify = str(certificate(folder))
        self.session.trust_env = False

    def start(self, upstream):
        user = "user root;" if os.geteuid() == 0 else ""
        text = PROXY.format(user=user, folder=self.folder, port=self.port, upstream=upstream)
        (self.folder / "nginx.conf").write_text(text)
        command = [PROGRAM, "-p", str(self.folder), "-c", str(self.folder / "nginx.conf")]
        with (self.folder / "nginx.log").open("w") as log:
            self.process = subprocess.Popen(command, stdout=log, stderr=log)
        while True:
            try:
                return socket.create_connection(("127.0.0.1", self.port)).close()
            except ConnectionRefusedError:
                try:
                    self.process.wait(timeout=0.05)
                except subprocess.TimeoutExpired:
                    continue
                raise AssertionError((self.folder / "nginx.log").read_text())

    def stop(self):
        if self.process:
            self.process.terminate()
            self.process.wait(timeout=30)


@pytest.fixture
def proxied(serve, tmp_path):
    """`proxied(option, …)`: a server with those options, and nginx before it; PORT stands for nginx's port."""
    assert PROGRAM, "nginx is missing: ./test installs it"
    folder = tmp_path / "proxy"
    folder.mkdir()
    proxy = Proxy(folder, free_port())

    def start(*options):
        server = serve(INSTANT, *[option.replace("PORT", str(proxy.port)) for option in options])
        proxy.start(server.url)
        return server, proxy

    yield start
    proxy.stop()


def check_links(proxy, prefix):
    """Every kind of link that the providers hand out leads through the proxy."""
    root, session = proxy.root + prefix, proxy.session
    key = {"Authorization": "Bearer ze_test"}
    body = {"model": "flux-1.1-pro", "input": {"prompt": "a boat"}, "wait": 0}
    created = session.post(f"{root}/llm-stats/v1/generations", json=body, headers=key, timeout=30)
    assert created.headers["Location"] == f"{root}/llm-stats/v1/generations/{created.json()['id']}"
    done = session.get(created.headers["Location"], headers=key, timeout=30).json()
    links = [done["output"]["media"][0]["url"]]

    body = {"model": "seedream-5-lite", "prompt": "a boat"}
    key = {"Authorization": "Bearer sk_test"}
    done = session.post(f"{root}/getimg/v2/images/generations", json=body, headers=key, timeout=30).json()
    links.append(done["data"][0]["url"])

    key = {"Authorization": "Bearer sk-test"}
    body = {"model": "google/nano-banana", "input": {"prompt": "a boat", "aspect_ratio": "1:1"}}
    task = session.post(f"{root}/unified-tasks/v1/tasks", json=body, headers=key, timeout=30).json()["data"]["task_id"]
    done = session.get(f"{root}/unified-tasks/v1/tasks/{task}", headers=key, timeout=30).json()
    links.append(done["data"]["output"]["image_url"])
    file = {"base64": "R0lGODlh"}
    links.append(session.put(f"{root}/unified-tasks/upload", json=file, headers=key, timeout=30).json()["file_url"])

    body = {"model": "gpt-image-2", "prompt": "a boat", "async": True}
    created = session.post(f"{root}/lemondata/v1/images/generations", json=body, headers=key, timeout=30).json()
    assert created["poll_url"].startswith(f"{prefix}/lemondata/v1/")
    done = session.get(urljoin(root, created["poll_url"]), headers=key, timeout=30)
    assert done.status_code == 200, done.text

    for link in links:
        assert link.startswith(root + "/"), link
        file = session.get(link, timeout=30)
        assert (file.status_code, len(file.content) > 0) == (200, True), link


@pytest.mark.parametrize("prefix", ["/mock", "/rfc"])
def test_links_lead_through_a_proxy_that_is_trusted(proxied, prefix):
    _, proxy = proxied("--trust-proxy", "127.0.0.0/8")
    check_links(proxy, prefix)


def test_links_lead_to_the_public_url_whatever_the_proxy_says(proxied):
    server, proxy = proxied("--public-url", "https://127.0.0.1:PORT/plain")
    check_links(proxy, "/plain")
    assert server.ready["providers"]["getimg"] == f"{proxy.root}/plain/getimg"
    index = requests.get(server.url, timeout=30).text
    assert f"openrouter: {proxy.root}/plain/openrouter/api/v1\n" in index


@pytest.mark.parametrize("options", [[], ["--trust-proxy", "10.0.0.0/8"]])
def test_a_proxy_that_is_not_trusted_is_not_believed(proxied, options):
    _, proxy = proxied(*options)
    index = proxy.session.get(f"{proxy.root}/mock/", timeout=30).text
    assert f"getimg: http://127.0.0.1:{proxy.port}/getimg\n" in index


def test_a_redirect_stays_behind_the_prefix(proxied):
    server, proxy = proxied("--trust-proxy", "127.0.0.1")
    server.play(INSTANT + "rules: [{ name: on, on: poll, then: { redirect: { status: 307 } } }]\n")
    body = {"model": "flux-1.1-pro", "input": {"prompt": "a boat"}, "wait": 0}
    key = {"Authorization": "Bearer ze_test"}
    url = f"{proxy.root}/mock/llm-stats/v1/generations"
    job = proxy.session.post(url, json=body, headers=key, timeout=30).json()["id"]
    polled = proxy.session.get(f"{url}/{job}", headers=key, timeout=30, allow_redirects=False)
    assert polled.headers["Location"] == f"{url}/{job}?understudy_hop=1"
    assert proxy.session.get(f"{url}/{job}", headers=key, timeout=30).json()["status"] == "completed"


def test_a_header_of_the_proxy_that_makes_no_sense_is_told(serve):
    server = serve(None, "--trust-proxy", "127.0.0.1")
    answer = requests.get(server.url, headers={"X-Forwarded-Proto": "gopher"}, timeout=30)
    assert answer.status_code == 400
    assert answer.text == "A header of the proxy cannot be understood: a forwarded scheme is `http` or `https`.\n"
