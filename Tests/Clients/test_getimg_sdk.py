"""The official SDK of getimg.ai, version 0.4.0, as it comes from PyPI, against the running server."""

import datetime
import io
import time

import getimg
import pytest
import requests
from getimg import GetimgAI
from PIL import Image

MANUAL = """
understudy: 1
name: by-hand
clock: { mode: manual, start: 2026-01-01T00:00:00Z }
"""

# Under the manual clock an image is answered when the clock has been moved past its end; here it ends at once.
AT_ONCE = MANUAL + "pace: instant\n"


@pytest.fixture
def client_of():
    def make(server, **options):
        return GetimgAI(**{"api_key": "sk_test", "base_url": server.base("getimg"), **options})

    return make


@pytest.fixture
def virtual_sleep():
    """Lets the SDK's pauses pass on the server's manual clock instead of the wall's; returns the list of pauses.

    Undone by itself, before the server is stopped: waiting for its end needs the real pause.
    """
    with pytest.MonkeyPatch.context() as patch:

        def install(server):
            pauses = []

            def advance(seconds):
                pauses.append(seconds)
                server.clock(advance=f"{round(seconds * 1000)}ms")

            patch.setattr(time, "sleep", advance)
            return pauses

        yield install


def test_an_image_is_made_and_downloaded(serve, client_of):
    server = serve()
    image = client_of(server).images.generate(
        model="seedream-5-lite",
        prompt="a red kite over a harbour",
        aspect_ratio="16:9",
        resolution="1K",
        output_format="png",
    )
    assert image.status == "completed"
    assert image.id.startswith("req-")
    assert image.model == "seedream-5-lite"
    assert image.usage.total_cost == pytest.approx(0.035)
    assert image.usage.quantity == 1
    [item] = image.data
    assert item.mime_type == "image/png"
    assert item.url.startswith(server.base("getimg") + "/v2/downloads/")

    download = requests.get(item.url, timeout=30)
    assert download.status_code == 200
    assert download.headers["Content-Type"] == "image/png"
    assert int(download.headers["Content-Length"]) == len(download.content)
    picture = Image.open(io.BytesIO(download.content))
    picture.load()
    assert picture.format == "PNG"
    assert picture.size == (item.width, item.height)
    assert picture.text["Description"] == "a red kite over a harbour"
    assert requests.get(item.url, timeout=30).content == download.content


def test_part_of_a_file_can_be_downloaded(serve, client_of):
    image = client_of(serve()).images.generate(
        model="seedream-5-lite", prompt="a kite", resolution="1K", output_format="png"
    )
    url = image.data[0].url
    whole = requests.get(url, timeout=30).content
    part = requests.get(url, headers={"Range": "bytes=8-15"}, timeout=30)
    assert part.status_code == 206
    assert part.content == whole[8:16]
    assert part.headers["Content-Range"] == f"bytes 8-15/{len(whole)}"
    beyond = requests.get(url, headers={"Range": f"bytes={len(whole)}-"}, timeout=30)
    assert beyond.status_code == 416
    head = requests.head(url, timeout=30)
    assert int(head.headers["Content-Length"]) == len(whole)


def test_a_tampered_link_is_refused(serve, client_of):
    image = client_of(serve()).images.generate(model="seedream-5-lite", prompt="a kite", output_format="png")
    url = image.data[0].url
    other = url[:-1] + ("0" if url[-1] != "0" else "1")
    answer = requests.get(other, timeout=30)
    assert answer.status_code == 403
    assert answer.json()["error"]["code"] == "invalid_signature"


def test_a_video_is_submitted_and_polled(serve, client_of):
    server = serve(MANUAL)
    client = client_of(server)
    video = client.videos.generations.create(
        model="seedance-v1-5-pro", prompt="a kite rises", duration=5, resolution="1080p", aspect_ratio="16:9", sound=True
    )
    assert video.status == "pending"
    assert client.videos.generations.retrieve(video.id).status == "pending"
    server.clock(advance="1h")
    done = client.videos.generations.retrieve(video.id)
    assert done.status == "completed"
    assert done.model == "seedance-v1-5-pro"
    assert done.usage.total_cost == pytest.approx(0.25)
    [item] = done.data
    assert (item.width, item.height, item.duration, item.has_sound) == (1920, 1080, 5, True)
    assert item.mime_type == "video/mp4"


def test_a_failed_video_says_why(serve, client_of):
    server = serve(
        MANUAL
        + """
rules:
  - name: refused while running
    on: create
    match: { modality: video }
    then: { job: { outcome: failed, error: content_policy } }
"""
    )
    client = client_of(server)
    video = client.videos.generations.create(model="seedance-v1-5-pro", prompt="a kite rises")
    server.clock(advance="1h")
    failed = client.videos.generations.retrieve(video.id)
    assert failed.status == "failed"
    assert failed.error.code == "content_policy_violation"


def test_models_can_be_listed_and_looked_up(serve, client_of):
    client = client_of(serve())
    models = client.models.list()
    assert {model.type for model in models} == {"image", "video"}
    assert {model.type for model in client.models.list(type="video")} == {"video"}
    one = client.models.retrieve("seedream-5-lite")
    assert one.supported_resolutions[0] == "2K"
    assert one.pricing.rates[0].unit_price == "0.035"
    with pytest.raises(getimg.NotFoundError):
        client.models.retrieve("no-such-model")


def test_money_is_accounted_for(serve, client_of):
    server = serve(
        AT_ONCE
        + """
accounts:
  - { name: alice, keys: [sk_alice], balance: 1.00 }
"""
    )
    client = client_of(server, api_key="sk_alice")
    assert client.billing.retrieve_balance().balance in ("1", "1.00")
    client.images.generate(model="seedream-5-lite", prompt="a kite", output_format="png")
    assert float(client.billing.retrieve_balance().balance) == pytest.approx(0.965)
    costs = client.billing.list_costs(start="2025-12-31T00:00:00Z", end="2026-01-01T23:59:59Z")
    assert costs.total_cost == pytest.approx(0.035)
    assert [(day.date.isoformat(), day.cost) for day in costs.data] == [("2025-12-31", 0), ("2026-01-01", 0.035)]


def test_a_wrong_key_is_an_authentication_error(serve, client_of):
    with pytest.raises(getimg.AuthenticationError) as caught:
        client_of(serve(), api_key="not-a-key").models.list()
    assert caught.value.status_code == 401
    assert caught.value.response.json()["error"]["code"] == "invalid_api_key"


@pytest.mark.parametrize(
    "changes, param",
    [
        ({"model": "no-such-model"}, "model"),
        ({"aspect_ratio": "7:5"}, "aspect_ratio"),
        ({"resolution": "9K"}, "resolution"),
        ({"prompt": ""}, "prompt"),
        ({"images": [{"url": "aGVsbG8="}]}, "images[0].url"),
    ],
)
def test_a_bad_request_names_the_field(serve, client_of, changes, param):
    request = {"model": "seedream-5-lite", "prompt": "a kite", **changes}
    with pytest.raises(getimg.BadRequestError) as caught:
        client_of(serve()).images.generate(**request)
    error = caught.value.response.json()["error"]
    assert sorted(error) == ["code", "doc_url", "message", "param", "type"]
    assert error["param"] == param


def test_a_rate_limit_without_retries_is_a_rate_limit_error(serve, client_of):
    server = serve(
        AT_ONCE
        + """
rules:
  - name: one in ten seconds
    on: create
    then: { rate_limit: { requests: 1/10s } }
"""
    )
    client = client_of(server, max_retries=0)
    client.images.generate(model="seedream-5-lite", prompt="one", output_format="png")
    with pytest.raises(getimg.RateLimitError) as caught:
        client.images.generate(model="seedream-5-lite", prompt="two", output_format="png")
    assert caught.value.response.json()["error"]["code"] == "rate_limit"
    assert 1 <= int(caught.value.response.headers["Retry-After"]) <= 10


def test_the_retry_of_the_client_succeeds_after_the_time_it_was_told(serve, client_of, virtual_sleep):
    server = serve(
        AT_ONCE
        + """
rules:
  - name: one in ten seconds
    on: create
    then: { rate_limit: { requests: 1/10s } }
"""
    )
    pauses = virtual_sleep(server)
    client = client_of(server)
    client.images.generate(model="seedream-5-lite", prompt="one", output_format="png")
    client.images.generate(model="seedream-5-lite", prompt="two", output_format="png")
    assert len(pauses) == 1, "Retry-After was true: one wait is enough"
    assert 1 <= pauses[0] <= 10


def test_a_single_server_error_is_invisible_to_the_client(serve, client_of, virtual_sleep):
    server = serve(
        AT_ONCE
        + """
rules:
  - name: once
    on: create
    when: { times: 1 }
    then: { error: internal_error }
"""
    )
    pauses = virtual_sleep(server)
    assert client_of(server).images.generate(model="seedream-5-lite", prompt="a kite").status == "completed"
    assert len(pauses) == 1


def test_a_lasting_server_error_comes_through(serve, client_of, virtual_sleep):
    server = serve(
        AT_ONCE
        + """
rules:
  - name: always
    on: create
    then: { error: overloaded }
"""
    )
    pauses = virtual_sleep(server)
    with pytest.raises(getimg.InternalServerError) as caught:
        client_of(server).images.generate(model="seedream-5-lite", prompt="a kite")
    assert caught.value.status_code == 503
    assert len(pauses) == 5, "the documented number of retries"


def test_an_hour_of_latency_takes_no_time_under_the_auto_clock(serve, client_of):
    server = serve(
        """
understudy: 1
name: an-hour
clock: { mode: auto, start: 2026-01-01T00:00:00Z }
rules:
  - name: an hour of thinking
    on: create
    then: { latency: 1h }
"""
    )
    # The client's own time-out stays real: an hour of waiting would end in an error after these ten seconds.
    image = client_of(server, timeout=10, max_retries=0).images.generate(model="seedream-5-lite", prompt="a kite")
    assert image.status == "completed"
    assert server.time() >= datetime.datetime(2026, 1, 1, 1, tzinfo=datetime.timezone.utc)


def test_a_link_dies_when_the_clock_passes_its_end(serve, client_of):
    server = serve(AT_ONCE + "settings: { getimg: { file_ttl: 10m } }\n")
    image = client_of(server).images.generate(model="seedream-5-lite", prompt="a kite", output_format="png")
    url = image.data[0].url
    assert requests.get(url, timeout=30).status_code == 200
    server.clock(advance="1h")
    gone = requests.get(url, timeout=30)
    assert gone.status_code == 410
    assert gone.json()["error"]["code"] == "download_expired"
