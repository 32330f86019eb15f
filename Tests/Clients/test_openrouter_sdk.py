"""The official SDK of OpenRouter, `openrouter`, as it comes from PyPI, with its own retry settings, against the running server."""

import base64
import io
import time
import types

import httpx
import openai
import pytest
from openrouter import OpenRouter, errors
from PIL import Image

AUTO = """
understudy: 1
name: jumping
clock: { mode: auto, start: 2026-11-20T12:00:00Z }
"""
KEY = "sk-or-v1-test"
PROMPT = "a red kite over the dunes"


@pytest.fixture
def client_of():
    def make(server, **options):
        url = server.base("openrouter") + "/api/v1"
        return OpenRouter(**{"api_key": KEY, "server_url": url, **options})

    return make


@pytest.fixture
def no_pauses(monkeypatch):
    """The SDK's pauses between attempts, noted instead of slept through."""
    pauses = []
    noting = types.SimpleNamespace(sleep=pauses.append, time=time.time)
    monkeypatch.setattr("openrouter.utils.retries.time", noting)
    return pauses


def rule(then, extra=""):
    return AUTO + f"rules:\n  - name: the fault\n    on: create\n    {extra}\n    then: {then}\n"


def entries(server, step="create"):
    return server.control("GET", f"sandboxes/default/requests?step={step}").json()["requests"]


def picture(item, size, form):
    """Decodes what the SDK got and holds it against what was asked for."""
    file = Image.open(io.BytesIO(base64.b64decode(item.b64_json, validate=True)))
    file.load()
    assert (file.format, file.size) == (form, size)
    return file


def test_pictures_come_in_the_answer(serve, client_of):
    server = serve(AUTO)
    answer = client_of(server).images.generate(
        model="openai/gpt-image-1", prompt=PROMPT, n=2, output_format="webp", quality="medium", aspect_ratio="3:2"
    )
    assert len(answer.data) == 2
    first, second = (picture(item, (1536, 1024), "WEBP") for item in answer.data)
    assert first.tobytes() != second.tobytes()
    assert answer.data[0].media_type == "image/webp"
    assert (answer.usage.prompt_tokens, answer.usage.completion_tokens) == (7, 2112)
    assert answer.usage.cost == pytest.approx(0.084515)
    assert answer.created >= 1795176000


def test_the_same_seed_gives_the_same_picture(serve, client_of):
    client = client_of(serve(AUTO))
    one, two, other = (
        client.images.generate(model="qwen/qwen-image-3", prompt=PROMPT, seed=seed).data[0].b64_json for seed in (7, 7, 8)
    )
    assert one == two
    assert one != other


@pytest.mark.parametrize("form", ["png", "webp"])
def test_a_transparent_background_is_one(serve, client_of, form):
    answer = client_of(serve(AUTO)).images.generate(
        model="openai/gpt-image-1", prompt=PROMPT, background="transparent", output_format=form
    )
    file = picture(answer.data[0], (1024, 1024), form.upper())
    assert file.mode == "RGBA"
    assert file.getpixel((1023, 0))[3] == 0
    assert file.getextrema()[3] == (0, 255)


def test_a_vector_file_is_text(serve, client_of):
    answer = client_of(serve(AUTO)).images.generate(model="recraft/recraft-v4.1-flash-vector", prompt="Zoë & <kite>")
    assert answer.data[0].media_type == "image/svg+xml"
    text = base64.b64decode(answer.data[0].b64_json).decode()
    assert text.startswith("<svg ") and "Zoë &amp; &lt;kite&gt;" in text


def test_an_hour_of_work_is_over_at_once(serve, client_of):
    server = serve(rule("{ job: { running: 1h } }"))
    begun = server.time()
    answer = client_of(server).images.generate(model="qwen/qwen-image-3", prompt=PROMPT)
    assert (server.time() - begun).total_seconds() >= 3600
    assert answer.created >= 1795176000 + 3600


def test_a_stream_shows_pictures_on_the_way(serve, client_of):
    server = serve(AUTO + "pace: realistic\n")
    stream = client_of(server).images.generate(
        model="openai/gpt-image-1", prompt=PROMPT, stream=True, quality="low", output_format="png"
    )
    with stream as events:
        got = list(events)
    assert [event.type for event in got] == [
        "image_generation.partial_image",
        "image_generation.partial_image",
        "image_generation.completed",
    ]
    assert [event.partial_image_index for event in got[:2]] == [0, 1]
    texts = [picture(event, (1024, 1024), "PNG").text["Comment"] for event in got]
    assert ["preview 1" in texts[0], "preview 2" in texts[1], "preview" in texts[2]] == [True, True, False]
    assert got[2].usage.cost == pytest.approx(0.010915)
    [entry] = entries(server)
    assert entry["end"] == "completed"


def test_a_stream_of_text_makes_up_the_file(serve, client_of):
    stream = client_of(serve(AUTO)).images.generate(model="quiverai/arrow-1.1", prompt="Zoë", stream=True)
    with stream as events:
        got = list(events)
    chunks = [event.text for event in got if event.type == "image_generation.text_chunk"]
    assert len(chunks) >= 2
    assert "".join(chunks).encode() == base64.b64decode(got[-1].b64_json)


def test_a_model_that_does_not_stream_answers_in_one_document(serve, client_of):
    answer = client_of(serve(AUTO)).images.generate(model="qwen/qwen-image-3", prompt=PROMPT, stream=True)
    assert answer.data[0].media_type == "image/png"


def test_a_failure_after_the_beginning_is_an_event(serve, client_of):
    server = serve(rule("{ job: { outcome: failed, error: provider_unavailable } }"))
    with client_of(server).images.generate(model="openai/gpt-image-1", prompt=PROMPT, stream=True) as events:
        got = list(events)
    assert got[-1].type == "error"
    assert got[-1].error.code == "upstream_error"
    assert client_of(server).credits.get_credits().data.total_usage == 0


TYPED = [
    ("{ error: invalid_input }", errors.BadRequestResponseError, 400),
    ("{ error: unauthenticated }", errors.UnauthorizedResponseError, 401),
    ("{ error: insufficient_balance }", errors.PaymentRequiredResponseError, 402),
    ("{ error: content_policy }", errors.ForbiddenResponseError, 403),
    ("{ error: not_found }", errors.NotFoundResponseError, 404),
    ("{ error: { name: model_unavailable, param: privacy_restricted } }", errors.NotFoundResponseError, 404),
    ("{ error: payload_too_large }", errors.PayloadTooLargeResponseError, 413),
    ("{ error: rate_limited }", errors.TooManyRequestsResponseError, 429),
]


@pytest.mark.parametrize("then, kind, status", TYPED)
def test_each_error_has_its_type(serve, client_of, no_pauses, then, kind, status):
    server = serve(rule(then))
    with pytest.raises(kind) as raised:
        client_of(server).images.generate(model="qwen/qwen-image-3", prompt=PROMPT)
    assert raised.value.status_code == status
    assert raised.value.data.error.code == status
    assert len(entries(server)) == 1, "the SDK does not retry these"
    assert no_pauses == []


RETRIED = [
    ("{ error: internal_error }", errors.InternalServerResponseError, 500),
    ("{ error: provider_unavailable }", errors.BadGatewayResponseError, 502),
    ("{ error: provider_timeout }", errors.EdgeNetworkTimeoutResponseError, 524),
    ("{ error: overloaded }", errors.ProviderOverloadedResponseError, 529),
]


@pytest.mark.parametrize("then, kind, status", RETRIED)
def test_errors_of_the_server_are_retried_until_it_works(serve, client_of, no_pauses, then, kind, status):
    server = serve(rule(then, "when: { times: 2 }"))
    client = client_of(server)
    answer = client.images.generate(model="qwen/qwen-image-3", prompt=PROMPT)
    assert len(answer.data) == 1
    assert [entry["response"]["status"] for entry in entries(server)] == [status, status, 200]
    assert len(no_pauses) == 2
    assert client.credits.get_credits().data.total_usage == pytest.approx(0.03), "only the last was charged"


@pytest.mark.parametrize("then, kind, status", RETRIED)
def test_without_retries_they_have_their_types_too(serve, client_of, then, kind, status):
    from openrouter.utils import BackoffStrategy, RetryConfig

    none = RetryConfig("none", BackoffStrategy(1, 1, 1.0, 1), False)
    with pytest.raises(kind) as raised:
        client_of(serve(rule(then))).images.generate(model="qwen/qwen-image-3", prompt=PROMPT, retries=none)
    assert raised.value.status_code == status


def test_a_hint_is_waited_for(serve, client_of, no_pauses):
    server = serve(rule("{ error: { name: overloaded, retry_after: { seconds: 7 } } }", "when: { times: 1 }"))
    client_of(server).images.generate(model="qwen/qwen-image-3", prompt=PROMPT)
    assert no_pauses == [7.0]


def test_a_silent_answer_is_given_up_and_asked_for_again(serve, client_of, no_pauses):
    """The SDK's own limit is 5 s without a byte; here it is shorter, and the server's clock is the wall's."""
    server = serve(
        "understudy: 1\nname: slow-once\npace: instant\nrules:\n"
        "  - { name: slow, on: create, when: { times: 1 }, then: { job: { running: 1h } } }\n"
    )
    client = client_of(server, timeout_ms=300)
    client.images.generate(model="qwen/qwen-image-3", prompt=PROMPT)
    first, second = entries(server)
    assert first["end"] == "client_gone"
    assert second["response"]["status"] == 200
    assert client.credits.get_credits().data.total_usage == pytest.approx(0.03), "who hangs up pays nothing"
    gone = client.generations.get_generation(id=first["job"])
    assert gone.data.cancelled is True
    assert gone.data.total_cost == 0


def test_comments_keep_a_slow_stream_alive(serve, client_of):
    server = serve(
        "understudy: 1\nname: slow\nsettings: { openrouter: { keep_alive_every: 50ms, partial_images: 0 } }\nrules:\n"
        "  - { name: slow, on: create, then: { job: { queued: 0, running: 1s } } }\n"
    )
    stream = client_of(server, timeout_ms=400).images.generate(model="openai/gpt-image-1", prompt=PROMPT, stream=True)
    with stream as events:
        assert [event.type for event in events] == ["image_generation.completed"]


def test_without_comments_the_same_stream_is_given_up(serve, client_of):
    server = serve(
        "understudy: 1\nname: mute\nsettings: { openrouter: { keep_alive_every: 0, partial_images: 1 } }\nrules:\n"
        "  - { name: slow, on: create, then: { job: { queued: 0, running: 2h } } }\n"
    )
    with pytest.raises(httpx.ReadTimeout):
        client = client_of(server, timeout_ms=300)
        retries = None
        with client.images.generate(
            model="openai/gpt-image-1", prompt=PROMPT, stream=True, retries=retries
        ) as events:
            list(events)


def test_whoever_leaves_a_stream_pays_nothing(serve, client_of):
    server = serve(
        "understudy: 1\nname: by-hand\nclock: { mode: manual, start: 2026-01-01T00:00:00Z }\nrules:\n"
        "  - { name: slow, on: create, then: { job: { queued: 0, running: 1h } } }\n"
    )
    with httpx.stream(
        "POST",
        server.base("openrouter") + "/api/v1/images",
        headers={"Authorization": f"Bearer {KEY}"},
        json={"model": "openai/gpt-image-1", "prompt": PROMPT, "stream": True},
        timeout=30,
    ) as answer:
        assert next(answer.iter_lines()) == ": OPENROUTER PROCESSING"
        generation = answer.headers["x-generation-id"]
    while entries(server)[0]["end"] is None:
        pass
    server.clock(advance="2h")
    client = client_of(server)
    assert client.generations.get_generation(id=generation).data.cancelled is True
    assert client.credits.get_credits().data.total_usage == 0


def test_the_lists_are_what_the_types_say(serve, client_of):
    client = client_of(serve(AUTO))
    models = client.images.list_models().data
    assert len(models) == 18
    streaming = {model.id for model in models if model.supports_streaming}
    assert streaming == {"openai/gpt-image-1", "openai/gpt-image-1-mini", "openai/gpt-image-2", "quiverai/arrow-1.1"}
    [endpoint] = client.images.list_model_endpoints(author="openai", slug="gpt-image-1").endpoints
    assert endpoint.pricing[0].cost_usd == pytest.approx(0.00004)
    with pytest.raises(errors.NotFoundResponseError):
        client.images.list_model_endpoints(author="acme", slug="nothing-1")


def test_the_list_of_all_models_is_what_the_types_say(serve, client_of):
    client = client_of(serve(AUTO))
    images = client.models.list(output_modalities="image").result
    assert images.total_count == len(images.data) == 18
    assert {"openai/gpt-image-1", "google/gemini-2.5-flash-image"} <= {model.id for model in images.data}
    speaking = client.models.list().result
    assert speaking.data and all("text" in model.architecture.output_modalities for model in speaking.data)


def test_the_account_is_what_the_types_say(serve, client_of):
    server = serve(AUTO + f"accounts: [{{ name: alice, keys: [{KEY}], balance: 100.50 }}]\n")
    client = client_of(server)
    client.images.generate(model="bytedance-seed/seedream-4.5", prompt=PROMPT)
    credits = client.credits.get_credits().data
    assert (credits.total_credits, credits.total_usage) == (pytest.approx(100.5), pytest.approx(0.04))
    key = client.api_keys.get_current_key_metadata().data
    assert key.limit_remaining == pytest.approx(100.46)
    assert KEY not in key.label
    [entry] = entries(server)
    generation = client.generations.get_generation(id=entry["job"]).data
    assert generation.total_cost == pytest.approx(0.04)
    assert (generation.cancelled, generation.streamed, generation.provider_name) == (False, False, "Seed")


def chat(server, model="google/gemini-2.5-flash-image", **options):
    base = server.ready["base_urls"]["openrouter"]
    client = openai.OpenAI(api_key=KEY, base_url=base, max_retries=0)
    return client.chat.completions.create(
        model=model, messages=[{"role": "user", "content": PROMPT}], modalities=["image", "text"],
        extra_body={"image_config": {"aspect_ratio": "16:9"}}, **options,
    )


def picture_of(image):
    head, data = image["image_url"]["url"].split(",", 1)
    assert head == "data:image/png;base64"
    return base64.b64decode(data)


def test_clients_of_chat_get_a_picture(serve):
    message = chat(serve(AUTO)).choices[0].message
    assert message.content
    assert picture_of(message.model_extra["images"][0])[:4] == b"\x89PNG"


def test_clients_of_chat_get_the_same_picture_in_a_stream(serve):
    server = serve(AUTO)
    whole = picture_of(chat(server, "bytedance-seed/seedream-4.5", seed=7).choices[0].message.model_extra["images"][0])
    chunks = list(chat(server, "bytedance-seed/seedream-4.5", seed=7, stream=True))
    images = [image for chunk in chunks for choice in chunk.choices for image in (choice.delta.model_extra or {}).get("images", [])]
    assert [picture_of(image) for image in images] == [whole]
    assert [choice.finish_reason for chunk in chunks for choice in chunk.choices][-1] == "stop"
    assert chunks[-1].usage.completion_tokens > 0
