"""OpenRouter's image API. Source: openrouter.md."""

from words import *


def make(catalog):
    ids = [model["id"] for model in catalog["models"]]
    ratios = (
        "1:1 1:2 1:4 1:8 2:1 2:3 3:2 3:4 4:1 4:3 4:5 5:4 8:1 9:16 16:9 9:19.5 19.5:9 9:20 20:9 9:21 21:9 auto 2.35:1 5:2 5:7 7:5"
    ).split()
    names = nullable(items(text()))
    sort = choice("price", "throughput", "latency", "exacto")
    schemas = {
        "ImageRequest": thing(
            {"model": {"enum": ids, "description": "Or one that the scenario adds."}, "prompt": text(minLength=1)},
            {
                "aspect_ratio": nullable(choice(*ratios)),
                "background": nullable(choice("auto", "transparent", "opaque")),
                "input_references": nullable(items(ref("Reference"), maxItems=16)),
                "n": nullable(integer(minimum=1, maximum=10, default=1)),
                "output_compression": nullable(integer(minimum=0, maximum=100)),
                "output_format": nullable(choice("png", "jpeg", "webp", "svg")),
                "provider": nullable(ref("Preferences")),
                "quality": nullable(choice("auto", "low", "medium", "high", "xhigh", "max")),
                "resolution": nullable(choice("512", "768", "1K", "1.5K", "2K", "4K")),
                "seed": nullable(integer()),
                "session_id": nullable(text(maxLength=256)),
                "size": nullable(text("A tier, or WIDTHxHEIGHT.")),
                "stream": nullable(flag("Ignored by models that do not stream.", default=False)),
                "trace": nullable({"type": "object"}),
                "user": nullable(text()),
            },
            "Other fields are ignored.",
            open=True,
        ),
        "Reference": thing(
            {"type": choice("image_url"), "image_url": thing({"url": text("http(s), never fetched, or a base64 data URL.")}, open=True)}, open=True
        ),
        "Preferences": thing(
            {},
            {
                "only": names, "ignore": names, "order": names, "sort": nullable({"oneOf": [sort, thing({}, {"by": nullable(sort)}, open=True)]}),
                "allow_fallbacks": nullable(flag(default=True)), "options": nullable({"type": "object", "additionalProperties": nullable({"type": "object"})}),
            },
            open=True,
        ),
        "Images": thing({"created": integer("Unix seconds: when it was completed."), "data": items(ref("Image"), minItems=1)}, {"usage": ref("Usage")}),
        "Image": thing({"b64_json": text(contentEncoding="base64")}, {"media_type": text()}),
        "Usage": thing(
            {"prompt_tokens": integer(), "completion_tokens": integer(), "total_tokens": integer(), "cost": {"type": ["number", "null"], "description": "US dollars."}},
            {
                "is_byok": flag(), "prompt_tokens_details": thing({"cached_tokens": integer()}),
                "cost_details": thing(
                    {"upstream_inference_cost": number(), "upstream_inference_prompt_cost": number(), "upstream_inference_completions_cost": number()}
                ),
                "completion_tokens_details": thing({"reasoning_tokens": integer(), "image_tokens": integer()}),
            },
        ),
        "Events": text("Server-sent events: partial_image or text_chunk, completed or error, then [DONE]; comments keep it alive."),
        "Models": thing({"data": items(ref("Model"))}),
        "Model": thing(
            {
                "id": text(), "name": text(), "description": text(), "created": integer(),
                "architecture": thing({"input_modalities": items(text()), "output_modalities": items(text())}),
                "supported_parameters": ref("Parameters"), "supports_streaming": flag(), "endpoints": text("Relative to the host's root."),
            }
        ),
        "Parameters": {
            "type": "object",
            "additionalProperties": {
                "oneOf": [
                    thing({"type": choice("enum"), "values": items(text())}), thing({"type": choice("range"), "min": number(), "max": number()}),
                    thing({"type": choice("boolean")}),
                ]
            },
        },
        "Endpoints": thing({"id": text(), "endpoints": items(ref("Endpoint"))}),
        "Endpoint": thing(
            {
                "provider_name": text(), "provider_slug": text(), "provider_tag": {"type": ["string", "null"]}, "supported_parameters": ref("Parameters"),
                "allowed_passthrough_parameters": items(text()), "supports_streaming": flag(), "pricing": items(ref("Price")),
            }
        ),
        "Price": thing(
            {
                "billable": choice("output_image", "input_image", "input_font", "input_reference", "input_text"),
                "unit": choice("image", "megapixel", "token", "request"), "cost_usd": number(),
            },
            {"variant": text()},
        ),
        "ChatRequest": thing(
            {"model": text(), "messages": items(ref("ChatMessage"), minItems=1)},
            {
                "modalities": nullable(items(text(), "With `image` among them.")), "provider": nullable(ref("Preferences")), "seed": nullable(integer()),
                "stream": nullable(flag(default=False)),
                "image_config": nullable(thing({}, {"aspect_ratio": nullable(choice(*ratios)), "image_size": nullable(choice("512", "768", "1K", "1.5K", "2K", "4K"))}, open=True)),
            },
            "Other fields are ignored.",
            open=True,
        ),
        "ChatMessage": thing({"role": text()}, {"content": {"description": "A text, or a list of parts."}}, open=True),
        "Chat": thing(
            {
                "id": text(), "provider": text(), "model": text(), "object": choice("chat.completion"), "created": integer("Unix seconds."),
                "choices": items(
                    thing(
                        {
                            "index": integer(), "finish_reason": text(), "native_finish_reason": text(), "logprobs": {"type": "null"},
                            "message": thing(
                                {
                                    "role": choice("assistant"), "content": text(), "refusal": {"type": "null"}, "reasoning": {"type": "null"},
                                    "images": items(thing({"type": choice("image_url"), "image_url": thing({"url": text()}), "index": integer()})),
                                }
                            ),
                        }
                    )
                ),
            },
            {"usage": ref("Usage")},
        ),
        "PlatformModels": thing(
            {"data": items(ref("PlatformModel")), "total_count": integer(), "links": thing({"next": {"type": ["string", "null"]}})}
        ),
        "PlatformModel": thing(
            {
                "id": text(), "canonical_slug": text(), "name": text(), "description": text(), "created": integer(), "context_length": {"type": ["integer", "null"]},
                "architecture": thing({"modality": text(), "input_modalities": items(text()), "output_modalities": items(text())}, open=True),
                "pricing": {"type": "object", "additionalProperties": text()}, "supported_parameters": items(text()),
                "top_provider": thing({"is_moderated": flag()}, open=True), "links": thing({"details": text()}),
            },
            open=True,
        ),
        "Credits": thing({"data": thing({"total_credits": number(), "total_usage": number()})}),
        "Key": thing(
            {
                "data": thing(
                    {"label": text(), "usage": number(), "limit": {"type": ["number", "null"]}, "limit_remaining": {"type": ["number", "null"]}, "is_free_tier": flag()},
                    open=True,
                )
            }
        ),
        "Generation": thing(
            {
                "data": thing(
                    {
                        "id": text(), "model": text(), "total_cost": number(), "created_at": text(format="date-time"), "streamed": flag(),
                        "cancelled": flag(), "provider_name": text(),
                    },
                    open=True,
                )
            }
        ),
        "Error": thing(
            {
                "error": thing(
                    {"code": integer("The status."), "message": text()},
                    {"metadata": thing({}, {"error_type": text()}, open=True), "availability": ref("Availability")},
                )
            }
        ),
        "Availability": thing(
            {"code": text(), "retryable": flag(), "requested_models": items(text()), "docs_url": text(format="uri")},
            {"retry_after": integer(minimum=0), "constraint": thing({"field": text(), "detail": text()})},
        ),
    }

    def error(description, *headers):
        return answer(description, ref("Error"), headers)

    images = answer("The pictures, or a stream of them.", ref("Images"), ["X-Generation-Id"])
    images["content"]["text/event-stream"] = {"schema": ref("Events")}
    chat = answer("The picture beside words, or a stream of chunks.", ref("Chat"), ["X-Generation-Id"])
    chat["content"]["text/event-stream"] = {"schema": ref("Events")}
    errors = {
        "400": error("A wrong field, sizes that contradict each other, an unknown model."), "402": error("Out of credits."),
        "403": error("Moderation, a guardrail, a region."), "404": error("No endpoint is left."), "408": error("It took too long."),
        "413": error("Over 32 MiB."), "429": error("The platform's limit, or a provider's.", *LIMITS, "Retry-After"), "500": error("Internal; always masked."),
        "502": error("The provider failed."), "503": error("No provider can serve it.", "Retry-After"), "524": error("The edge gave up."),
        "529": error("The provider is overloaded.", "Retry-After"),
    }
    key = {"401": error("No key, or one that nobody knows.")}
    unknown = {"404": error("Unknown.")}
    paths = {
        "/api/v1/images": {"post": operation("Make images", {"200": images, **key, **errors}, request=body(ref("ImageRequest")))},
        "/api/v1/chat/completions": {"post": operation("Make a picture by chat", {"200": chat, **key, **errors}, request=body(ref("ChatRequest")))},
        "/api/v1/images/models": {"get": operation("The models", {"200": answer("All of them.", ref("Models"))}, key=False)},
        "/api/v1/images/models/{author}/{slug}/endpoints": {
            "get": operation(
                "Who serves a model", {"200": answer("The endpoints.", ref("Endpoints")), **unknown},
                [path_text("author", "Before the slash of its id."), path_text("slug", "Behind it.")], key=False,
            )
        },
        "/api/v1/models": {
            "get": operation(
                "The models of the platform, as far as they are emulated", {"200": answer("Those that pass.", ref("PlatformModels")), "400": error("A NUL or a line break in the query.")},
                [parameter(name, "query", line(), "Narrows the list.", required=False) for name in ("output_modalities", "input_modalities", "q")], key=False,
            )
        },
        "/api/v1/credits": {"get": operation("What is left", {"200": answer("Credits and usage.", ref("Credits")), **key})},
        "/api/v1/key": {"get": operation("The key", {"200": answer("Its usage and limit.", ref("Key")), **key})},
        "/api/v1/generation": {
            "get": operation(
                "One generation", {"200": answer("What became of it.", ref("Generation")), "400": error("No id."), **key, **unknown},
                [parameter("id", "query", line(minLength=1), "The `X-Generation-Id` of its answer.", required=True)],
            )
        },
    }
    headers = {
        "X-Generation-Id": header(text(), "Names the generation."),
        "Retry-After": RETRY_AFTER,
        "X-RateLimit-Limit": header(integer(), "Requests in a window."),
        "X-RateLimit-Remaining": header(integer(), "Left in this one."),
        "X-RateLimit-Reset": header(integer(), "When it ends: Unix milliseconds."),
    }
    return document(
        "openrouter", "OpenRouter's image API, as emulated by Understudy", "Pictures in the answer, or in a stream of events.", paths, schemas, headers,
        "http://127.0.0.1:4010/openrouter",
    )


LIMITS = ["X-RateLimit-Limit", "X-RateLimit-Remaining", "X-RateLimit-Reset"]
