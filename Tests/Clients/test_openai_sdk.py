"""The client that LemonData recommends, unmodified, in its own retry settings: PyPI `openai`."""

import base64
import io

import openai
import pytest
import requests
from openai import OpenAI
from PIL import Image

AUTO = "understudy: 1\nname: openai\nclock: { mode: auto }\n"
APPLE = "a red apple"


def client(server, key="sk-test", **options):
    return OpenAI(api_key=key, base_url=f"{server.base('lemondata')}/v1", **options)


def scenario(*lines):
    return AUTO + "\n".join(lines) + "\n"


def opened(data):
    picture = Image.open(io.BytesIO(data))
    picture.load()
    return picture


def png(side=64):
    file = io.BytesIO()
    Image.new("RGB", (side, side), "navy").save(file, "PNG")
    file.seek(0)
    file.name = "kite.png"
    return file


def requests_seen(server, **query):
    return server.control("GET", "sandboxes/default/requests", params=query).json()["requests"]


def test_inline_address(serve):
    server = serve(AUTO)
    answer = client(server).images.generate(model="dall-e-3", prompt=APPLE, size="1792x1024")
    assert answer.created > 0
    (image,) = answer.data
    assert image.b64_json is None
    assert image.revised_prompt and image.revised_prompt != APPLE
    assert not hasattr(answer, "task_id") and not hasattr(answer, "status")
    assert answer.usage is None
    assert answer._request_id.startswith("req_")
    file = requests.get(image.url, timeout=30)
    assert file.headers["content-type"] == "image/png"
    assert opened(file.content).size == (1792, 1024)


def test_the_environment_alone_points_it_at_the_server(serve, monkeypatch):
    server = serve(AUTO)
    monkeypatch.setenv("OPENAI_BASE_URL", f"{server.base('lemondata')}/v1")
    monkeypatch.setenv("OPENAI_API_KEY", "sk-test")
    answer = OpenAI().images.generate(model="dall-e-3", prompt=APPLE)
    assert answer.data[0].url.startswith(server.base("lemondata"))


@pytest.mark.parametrize("form, kind", [("png", "PNG"), ("jpeg", "JPEG"), ("webp", "WEBP")])
def test_inline_base64(serve, form, kind):
    server = serve(AUTO)
    answer = client(server).images.generate(
        model="gpt-image-2", prompt=APPLE, n=2, response_format="b64_json", output_format=form, size="1536x1024"
    )
    pictures = [opened(base64.b64decode(image.b64_json, validate=True)) for image in answer.data]
    assert [(picture.format, picture.size) for picture in pictures] == [(kind, (1536, 1024))] * 2
    assert all(image.url is None for image in answer.data)


def test_task_read_at_its_poll_url(serve):
    server = serve(scenario("rules: [{ name: slow, on: create, then: { job: { queued: 10s, running: 20s } } }]"))
    openai_client = client(server)
    answer = openai_client.images.generate(model="midjourney", prompt=APPLE)
    assert answer.status == "pending"
    assert answer.id == answer.task_id
    assert answer.data[0].url == ""
    # The path is relative to the root of the host; `get` takes the absolute address as it is.
    poll = f"{server.url}{answer.poll_url}"
    seen = []
    for _ in range(3):
        task = openai_client.get(poll, cast_to=object)
        seen.append(task["status"])
        server.clock(advance="15s")
    assert seen == ["pending", "processing", "completed"]
    assert task["poll_url"] == answer.poll_url
    assert opened(requests.get(task["data"][0]["url"], timeout=30).content).size == (1024, 1024)


def test_task_read_below_the_base(serve):
    server = serve(AUTO)
    openai_client = client(server)
    answer = openai_client.images.generate(model="flux-pro", prompt=APPLE)
    server.clock(advance="1h")
    path = answer.poll_url.removeprefix("/lemondata/v1")
    assert openai_client.get(path, cast_to=object)["status"] == "completed"


def test_task_by_field_and_failure(serve):
    server = serve(
        scenario("rules: [{ name: fails, on: create, then: { job: { outcome: failed, error: content_policy } } }]")
    )
    openai_client = client(server)
    answer = openai_client.images.generate(model="gpt-image-2", prompt=APPLE, extra_body={"async": True})
    server.clock(advance="1h")
    task = openai_client.get(f"{server.url}{answer.poll_url}", cast_to=object)
    assert (task["status"], task["error"], task["data"]) == ("failed", "Content policy violation", [])


def test_by_turns(serve):
    server = serve(scenario("settings: { lemondata: { delivery: alternate } }"))
    forms = []
    for _ in range(4):
        answer = client(server).images.generate(model="ideogram-v3", prompt=APPLE)
        forms.append("task" if hasattr(answer, "task_id") else "inline")
    assert forms in (["task", "inline"] * 2, ["inline", "task"] * 2)


def test_unknown_model(serve):
    with pytest.raises(openai.BadRequestError) as caught:
        client(serve(AUTO)).images.generate(model="dalle3", prompt=APPLE)
    error = caught.value
    assert (error.status_code, error.code, error.param, error.type) == (
        400, "model_not_found", "model", "invalid_request_error",
    )
    assert error.body["did_you_mean"] == "dall-e-3"
    assert error.request_id.startswith("req_")


def test_validation(serve):
    with pytest.raises(openai.BadRequestError) as caught:
        client(serve(AUTO)).images.generate(model="dall-e-3", prompt="", n=11)
    assert (caught.value.code, caught.value.param) == ("invalid_request_error", "prompt")
    body = caught.value.response.json()
    assert [error["field"] for error in body["validation_errors"]] == ["prompt", "n"]


def test_keys(serve):
    server = serve(scenario("settings: { lemondata: { revoked_key: sk-old } }"))
    for key, code in (("wrong", "invalid_api_key"), ("sk-old", "expired_api_key")):
        with pytest.raises(openai.AuthenticationError) as caught:
            client(server, key).models.list()
        assert caught.value.code == code


def test_balance_and_permission(serve):
    server = serve(
        scenario("accounts: [{ name: alice, keys: [sk-test], balance: 0.012, models: ['m*', 'flux-*'] }]")
    )
    with pytest.raises(openai.APIStatusError) as caught:
        client(server).images.generate(model="midjourney", prompt=APPLE)
    assert (caught.value.status_code, caught.value.code) == (402, "insufficient_balance")
    assert caught.value.body["balance_usd"] == 0.012
    with pytest.raises(openai.PermissionDeniedError) as denied:
        client(server).images.generate(model="dall-e-3", prompt=APPLE)
    assert denied.value.code == "model_not_allowed"


def test_task_of_another_key(serve):
    server = serve(AUTO)
    answer = client(server).images.generate(model="midjourney", prompt=APPLE)
    with pytest.raises(openai.PermissionDeniedError) as denied:
        client(server, "sk-other").get(f"{server.url}{answer.poll_url}", cast_to=object)
    assert denied.value.code == "task_not_owned"
    with pytest.raises(openai.NotFoundError) as missing:
        client(server).get("/tasks/ldtask_0", cast_to=object)
    assert missing.value.code == "async_task_not_found"
    with pytest.raises(openai.BadRequestError) as refused:
        client(server).delete(f"/tasks/{answer.task_id}", cast_to=object)
    assert refused.value.code == "unsupported_task_cancel"


def test_a_limit_is_waited_for(serve):
    server = serve(
        scenario(
            "rules:",
            "  - name: twice",
            "    on: create",
            "    when: { times: 2 }",
            "    then: { error: { name: rate_limited, retry_after: { ms: 20 } } }",
        )
    )
    answer = client(server).images.generate(model="dall-e-3", prompt=APPLE)
    assert answer.data[0].url
    assert [entry["response"]["status"] for entry in requests_seen(server, step="create")] == [429, 429, 200]


def test_a_limit_that_stays(serve):
    server = serve(
        scenario(
            "rules: [{ name: always, on: create, then: { error: { name: rate_limited, retry_after: { seconds: 8 } } } }]"
        )
    )
    with pytest.raises(openai.RateLimitError) as caught:
        client(server, max_retries=0).images.generate(model="dall-e-3", prompt=APPLE)
    error = caught.value
    assert (error.code, error.body["retry_after"]) == ("rate_limit_exceeded", 8)
    assert error.response.headers["retry-after"] == "8"
    assert error.response.headers["x-ratelimit-remaining"] == "0"


@pytest.mark.parametrize(
    "name, status, code",
    [
        ("internal_error", 500, "server_error"),
        ("provider_unavailable", 502, "upstream_error"),
        ("overloaded", 503, "all_channels_failed"),
        ("provider_timeout", 504, "timeout_error"),
    ],
)
def test_errors_of_the_server_are_tried_three_times(serve, name, status, code):
    server = serve(
        scenario(
            "rules:",
            "  - name: down",
            "    on: create",
            f"    then: {{ error: {{ name: {name}, retry_after: {{ ms: 20 }} }} }}",
        )
    )
    with pytest.raises(openai.InternalServerError) as caught:
        client(server).images.generate(model="flux-pro", prompt=APPLE)
    assert (caught.value.status_code, caught.value.code) == (status, code)
    assert len(requests_seen(server, step="create")) == 3


def test_edit_and_variation(serve):
    server = serve(AUTO)
    edited = client(server).images.edit(
        image=png(), mask=png(), prompt="add a hat", n=2, size="256x256", response_format="b64_json"
    )
    assert [opened(base64.b64decode(image.b64_json)).size for image in edited.data] == [(256, 256)] * 2
    joined = client(server).images.edit(model="gpt-image-2", image=[png(), png(32)], prompt="join them")
    assert opened(requests.get(joined.data[0].url, timeout=30).content).size == (1024, 1024)
    varied = client(server).images.create_variation(image=png(), size="512x512")
    assert opened(requests.get(varied.data[0].url, timeout=30).content).size == (512, 512)


def test_an_edit_sent_again_is_the_same_request(serve):
    files = []
    for _ in range(2):
        server = serve("understudy: 1\nname: same\nclock: { mode: auto, start: 2026-01-01T00:00:00Z }\n")
        edited = client(server).images.edit(image=png(), prompt="add a hat")
        files.append(edited.data[0].url.removeprefix(server.url))
    assert files[0] == files[1]


def test_models(serve):
    models = list(client(serve(AUTO)).models.list())
    assert {"dall-e-3", "midjourney", "gpt-4o"} <= {model.id for model in models}
    model = client(serve(AUTO)).models.retrieve("dall-e-3")
    assert (model.id, model.owned_by, model.lemondata["pricing_unit"]) == ("dall-e-3", "openai", "per_image")
    with pytest.raises(openai.NotFoundError) as caught:
        client(serve(AUTO)).models.retrieve("nothing-1")
    assert (caught.value.code, caught.value.param) == ("model_not_found", None)
