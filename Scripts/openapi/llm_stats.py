"""LLM Stats. Source: llm-stats.md."""

from words import *


def make(catalog):
    models = [model["id"] for model in catalog["models"]]
    extras = [model["id"] for model in catalog["suggested_test_models"]]
    codes = (
        "invalid_input unauthenticated insufficient_quota model_unavailable not_found content_policy rate_limited "
        "provider_unavailable provider_timeout internal_error"
    ).split()
    terminal = {"usage": ref("Usage")}
    always = {
        "id": text("Opaque."),
        "object": choice("generation"),
        "model": text("As it was asked for."),
        "created_at": text(format="date-time"),
    }
    schemas = {
        "GenerationRequest": thing(
            {"model": {"enum": models + extras, "description": "The last three only with the setting `test_models`."}, "input": ref("Input")},
            {
                "n": nullable(integer("Number of images; ignored for video.", default=1)),
                "wait": nullable({"anyOf": [integer(minimum=0, maximum=60), choice("auto")], "default": "auto"}),
            },
            "Strict: any other key is refused.",
        ),
        "Input": thing(
            {},
            {
                "prompt": nullable(text(minLength=1, maxLength=8000)),
                "images": nullable(items(text(format="uri"), "Reference images; the first is the primary one.", maxItems=8)),
                "aspect_ratio": nullable(text("W:H; without effect beside a size that counts.")),
                "size": nullable(text("WxH in pixels; without effect on videos and on models without sizes.")),
                "duration": nullable(number("Seconds above 0; without effect on images.")),
                "resolution": nullable(text("Of a video, such as `720p`.")),
                "seed": nullable(integer()),
                "negative_prompt": nullable(text()),
            },
            "At least one of `prompt` and `images`.",
        ),
        "Generation": {
            "oneOf": [
                thing({**always, "status": choice("queued", "running"), "completed_at": {"type": "null"}}),
                thing({**always, "status": choice("completed"), "completed_at": text(format="date-time"), "output": ref("Output"), **terminal}),
                thing({**always, "status": choice("failed"), "completed_at": text(format="date-time"), **terminal, "error": ref("Failure")}),
            ]
        },
        "Output": thing({"media": items(ref("MediaArtifact"))}),
        "MediaArtifact": thing(
            {"url": text("Signed; works for about an hour.", format="uri"), "format": choice("png", "jpeg", "webp", "mp4")},
            {
                "type": choice("image", "video"),
                "width": integer(minimum=1),
                "height": integer(minimum=1),
                "duration": number("Seconds; of a video only."),
            },
        ),
        "Usage": thing({"cost_usd": number("Dollars billed; 0 for a failure.", minimum=0)}),
        "Failure": thing({"code": {"enum": codes}, "message": text()}),
        "Error": thing({"error": thing({"code": {"enum": codes}, "message": text()}, {"param": text("The offending field, dotted.")})}),
        "Model": thing(
            {
                "id": text(),
                "display_name": text(),
                "model_name": text(),
                "organization_id": text(),
                "organization_name": text(),
                "provider_name": text(),
                "context_length": {"type": ["integer", "null"]},
                "input_price": {"type": ["number", "null"]},
                "output_price": {"type": ["number", "null"]},
                "input_modalities": items(text()),
                "output_modalities": items(text()),
                "routing_providers": items(text()),
                "fallback_providers": items(text()),
                "is_fallback": flag(),
                "quantization_type": {"type": ["string", "null"]},
                "tier": {"type": ["string", "null"]},
            }
        ),
    }
    sent = ["X-Request-Id", "Cache-Control"]

    def error(description, *more):
        return answer(description, ref("Error"), [*sent, *more])

    shared = {
        "400": error("Validation, an unknown field, out of range; a body that is no JSON or larger than 1 MiB; an unknown model."),
        "401": error("Key missing or wrong.", "WWW-Authenticate"),
        "429": error("Slow down.", "Retry-After"),
        "500": error("A fault of the gateway."),
        "502": error("Every provider returned an error."),
        "504": error("Every provider timed out."),
    }
    found = answer("The generation, in any state.", ref("Generation"), [*sent, "Retry-After"])
    paths = {
        "/v1/generations": {
            "post": operation(
                "Generate images or a video",
                {
                    "200": answer("The generation, in any state.", ref("Generation"), [*sent, "Retry-After", "Location"]),
                    "202": answer("Not ended yet, with the setting `pending_create_status: 202`.", ref("Generation"), [*sent, "Retry-After", "Location"]),
                    **shared,
                    "402": error("Out of credit."),
                    "403": error("The model is not enabled for the account."),
                    "404": error("Not found."),
                    "422": error("The provider refused the prompt or an image."),
                },
                [parameter("Idempotency-Key", "header", text(), "Ignored, but for the setting `idempotency: replay`.", required=False)],
                body(ref("GenerationRequest")),
            )
        },
        "/v1/generations/{id}": {
            "get": operation(
                "Read a generation, waiting for its end",
                {"200": found, **shared, "404": error("Unknown, or of another account.")},
                [
                    path_text("id", "Of the generation."),
                    parameter("wait", "query", {"anyOf": [integer(minimum=0, maximum=60), choice("auto")]}, "Seconds.", required=False),
                ],
            )
        },
        "/v1/models": {"get": operation("The models", {"200": answer("All of them.", items(ref("Model")), ["X-Request-Id"])}, key=False)},
        "/v1/assets/{id}/{file}": {
            "get": operation(
                "Download a file",
                file_answers(
                    ["image/png", "video/mp4"],
                    {"403": error("Tampered or expired."), "404": error("Not found."), "503": error("Cannot be made.")},
                ),
                [
                    path_text("id", "Of the generation."),
                    path_text("file", "Its place among the generation's files, and its format."),
                    parameter("exp", "query", text(), "Unix seconds.", required=True),
                    parameter("sig", "query", text(), "Lower-case hex.", required=True),
                    *RANGES,
                ],
                key=False,
            )
        },
    }
    headers = {
        "X-Request-Id": REQUEST_ID,
        "Cache-Control": header(text(), "`private, max-age=60` once terminal, else `no-store`."),
        "Retry-After": RETRY_AFTER,
        "Location": header(text(format="uri"), "The generation."),
        "WWW-Authenticate": header(text(), "`Bearer`."),
    }
    return document(
        "llm-stats", "LLM Stats gateway, generations, as emulated by Understudy",
        "Images and videos as one resource, with long polling.", paths, schemas, headers, "http://127.0.0.1:4010/llm-stats",
    )
