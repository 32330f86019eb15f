"""What a person is told about where the providers are, and whether it is true."""

import re

import requests
from conftest import PROVIDERS, TOP

HERE = "http://127.0.0.1:4010"
# A create of each provider behind the base URL that its clients have.
CREATES = {
    "llm-stats": "/v1/generations",
    "unified-tasks": "/v1/tasks",
    "openrouter": "/images",
    "lemondata": "/images/generations",
    "getimg": "/v2/images/generations",
}


def documented(page):
    """The base URLs in a document's table, by provider, as they are when the server is at another address."""
    urls = re.findall(rf"^\| [^|]+ \| `{HERE}(/([a-z-]+)[^`]*)` \|", (TOP / page).read_text(), re.M)
    return {provider: path for path, provider in urls}


def test_the_banner_and_the_answer_to_a_wrong_path_print_the_base_urls_of_the_documents(serve):
    server = serve(None, "--log", "text", "--serve", "all=0")
    wrong = requests.get(f"{server.url}/nowhere", timeout=30)
    assert wrong.status_code == 404
    banner = server.log.read_text().split()
    for page in ("README.md", "docs/guide.md"):
        bases = documented(page)
        assert sorted(bases) == sorted(PROVIDERS), page
        for provider, base in bases.items():
            assert server.url + base in banner
            assert f"{provider}: {server.url}{base}\n" in wrong.text
            own = f"http://127.0.0.1:{server.ready['ports'][provider]}{base.removeprefix('/' + provider)}"
            assert own in banner
            for place in (server.url + base, own):
                answer = requests.post(place + CREATES[provider], json={}, timeout=30)
                assert answer.status_code == 401, f"{place}: {answer.status_code} {answer.text}"


def test_the_ready_file_says_what_stands_for_each_host(serve):
    server = serve()
    assert server.ready["providers"] == {provider: server.base(provider) for provider in PROVIDERS}


def test_every_place_gives_the_base_url_that_clients_are_configured_with(serve):
    server = serve()
    guide = {provider: server.url + base for provider, base in documented("docs/guide.md").items()}
    assert server.ready["base_urls"] == guide
    assert requests.get(server.url + "/_understudy/sandboxes/default", timeout=30).json()["base_urls"] == guide
    for provider, base in guide.items():
        answer = requests.post(base + CREATES[provider], json={}, timeout=30)
        assert answer.status_code == 401, f"{base}: {answer.status_code} {answer.text}"
