"""getimg.ai, API v2. Source: getimg.md."""

from words import *


def make(catalog):
    ids = {kind: [model["id"] for model in catalog["models"] if model["type"] == kind] for kind in ("image", "video")}
    codes = (
        "invalid_json missing_required_parameter invalid_value model_not_found invalid_image content_policy_violation "
        "invalid_api_key insufficient_balance permission_denied invalid_signature not_found method_not_allowed "
        "download_expired payload_too_large internal_error provider_error service_unavailable"
    ).split()
    sizes = {"width": {"type": ["integer", "null"]}, "height": {"type": ["integer", "null"]}}
    file = {"url": text("Signed, good until `deletes_at`.", format="uri"), **sizes}
    end = {"deletes_at": text(format="date-time")}
    schemas = {
        "ImageRequest": thing(
            {"model": {"enum": ids["image"]}, "prompt": text(minLength=1, maxLength=4096)},
            {
                "aspect_ratio": nullable(text()),
                "resolution": nullable(text()),
                "output_format": nullable(choice("png", "jpeg", "webp")),
                "images": nullable(items(ref("ImageReference"), maxItems=8)),
            },
            "Other fields are ignored.",
            open=True,
        ),
        "ImageReference": thing({"url": ref("ImageURL")}, {"role": nullable(choice("reference_image"))}, open=True),
        "ImageURL": text("An https address, never fetched, or a base64 data URL of at most 10 MiB.", pattern="^(https://[^ ]|data:)"),
        "VideoRequest": thing(
            {"model": {"enum": ids["video"]}, "prompt": text(minLength=1, maxLength=4096)},
            {
                "aspect_ratio": nullable(text()),
                "resolution": nullable(text()),
                "duration": nullable(integer("Seconds.")),
                "sound": nullable(flag(default=False)),
                "images": nullable(items(ref("VideoReference"), maxItems=8)),
            },
            "Other fields are ignored.",
            open=True,
        ),
        "VideoReference": thing({"url": ref("ImageURL"), "role": choice("reference_image", "first_frame", "last_frame")}, open=True),
        "Image": thing(
            {
                "id": text(), "status": choice("completed"), "model": text(),
                "data": items(thing({**file, "mime_type": choice("image/png", "image/jpeg", "image/webp"), **end}), minItems=1, maxItems=1),
                "usage": ref("ImageUsage"),
            }
        ),
        "Accepted": thing({"id": text(), "status": choice("pending")}),
        "Video": {
            "oneOf": [
                ref("Accepted"),
                thing(
                    {
                        "id": text(), "status": choice("completed"), "model": text(),
                        "data": items(
                            thing(
                                {
                                    **file, "duration": {"type": ["number", "null"]}, "fps": {"type": ["number", "null"]},
                                    "has_sound": {"type": ["boolean", "null"]}, "mime_type": choice("video/mp4"), **end,
                                }
                            ),
                            minItems=1,
                        ),
                    },
                    {"usage": ref("VideoUsage")},
                ),
                thing({"id": text(), "status": choice("failed"), "error": thing({"code": {"enum": codes}, "message": text()})}),
            ]
        },
        "ImageUsage": usage("image"),
        "VideoUsage": usage("video_second"),
        "Model": thing(
            {
                "id": text(), "name": text(), "type": choice("image", "video"), "created_at": text(format="date-time"),
                "supported_aspect_ratios": items(text(), "The first is the default."),
                "supported_resolutions": items(text()), "supported_durations": items(number()),
                "supported_references": {"type": "object", "additionalProperties": integer()},
                "supports_sound": flag(),
                "pricing": thing({"currency": choice("USD"), "rates": items(ref("Rate"), "In ascending order of price; empty does not mean free.")}),
            }
        ),
        "Rate": thing(
            {
                "billable_unit": choice("image", "video_second"), "unit_price": text("A decimal.", pattern=r"^[0-9]+(\.[0-9]+)?$"),
                "resolution": {"type": ["string", "null"]}, "sound": choice("sound_on", "sound_off", "not_applicable"),
            }
        ),
        "Balance": thing({"balance": text("A decimal.", pattern=r"^-?[0-9]+\.[0-9]+$"), "currency": choice("USD")}),
        "Costs": thing(
            {
                "currency": choice("USD"), "start": text(format="date-time"), "end": text(format="date-time"), "total_cost": number(),
                "data": items(thing({"date": text(format="date"), "cost": number()}), "One for each UTC day."),
            }
        ),
        "Error": thing(
            {
                "error": {
                    "oneOf": [
                        thing(
                            {
                                "message": text(), "type": choice("invalid_request_error", "api_error"), "param": {"type": ["string", "null"]},
                                "code": {"enum": codes}, "doc_url": {"type": ["string", "null"]},
                            }
                        ),
                        thing({"message": text(), "code": choice("rate_limit")}, description="Of a 429."),
                    ]
                }
            }
        ),
    }
    rates = ["X-RateLimit-Limit", "X-RateLimit-Remaining", "X-RateLimit-Reset"]

    def error(description, *more):
        return answer(description, ref("Error"), more)

    def generation_errors():
        return {
            "400": error("A wrong field, an unknown model, a blocked prompt.", *rates),
            "401": error("Key missing or wrong.", *rates),
            "402": error("The prepaid balance is too low.", *rates),
            "403": error("The key may not do this.", *rates),
            "404": error("Not found.", *rates),
            "413": error("The body is larger than 25 MiB.", *rates),
            "429": error("Too many requests a minute, or at once.", *rates, "Retry-After"),
            "500": error("A fault of the service.", *rates),
            "502": error("The model failed.", *rates),
            "503": error("Overload.", *rates),
        }

    scripted = {"429": error("Too many requests."), "500": error("A fault of the service."), "503": error("Overload.")}
    keyed = {"401": error("Key missing or wrong."), **scripted}
    paths = {
        "/v2/images/generations": {
            "post": operation(
                "Generate an image", {"200": answer("The image.", ref("Image"), rates), **generation_errors()}, request=body(ref("ImageRequest"))
            )
        },
        "/v2/videos/generations": {
            "post": operation(
                "Submit a video", {"202": answer("Accepted.", ref("Accepted"), rates), **generation_errors()}, request=body(ref("VideoRequest"))
            )
        },
        "/v2/videos/generations/{id}": {
            "get": operation(
                "Read a video",
                {
                    "200": answer("The video, whatever its state.", ref("Video"), rates),
                    "401": error("Key missing or wrong.", *rates),
                    "404": error("Unknown, or of another workspace.", *rates),
                    **{status: error(description, *rates) for status, description in (("429", "Too many requests."), ("500", "A fault of the service."), ("503", "Overload."))},
                },
                [path_text("id", "Of the video.")],
            )
        },
        "/v2/models": {
            "get": operation(
                "The models",
                {"200": answer("A bare array.", items(ref("Model"))), "400": error("An unknown type."), **keyed},
                [parameter("type", "query", choice("image", "video"), "One kind alone.", required=False)],
            )
        },
        "/v2/models/{model}": {
            "get": operation(
                "One model", {"200": answer("The model.", ref("Model")), "404": error("Unknown."), **keyed}, [path_text("model", "Its id.")]
            )
        },
        "/v2/billing/balance": {"get": operation("What is left", {"200": answer("The balance.", ref("Balance")), **keyed})},
        "/v2/billing/costs": {
            "get": operation(
                "What was spent, by day",
                {"200": answer("Costs.", ref("Costs")), "400": error("An end that is missing, without a zone, or too far away."), **keyed},
                [
                    parameter("start", "query", text(format="date-time"), "With a time zone.", required=True),
                    parameter("end", "query", text(format="date-time"), "With a time zone; at most 180 days after the start.", required=True),
                ],
            )
        },
        "/v2/downloads/{id}/{index}": {
            "get": operation(
                "Download a file",
                file_answers(
                    ["image/png", "image/jpeg", "image/webp", "video/mp4"],
                    {
                        "403": error("Tampered or unsigned."), "404": error("Deleted."), "410": error("Expired."),
                        "503": error("Cannot be made."),
                    },
                ),
                [
                    path_text("id", "Of the generation."),
                    path_text("index", "From 0."),
                    parameter("exp", "query", text(), "Unix seconds.", required=True),
                    parameter("sig", "query", text(), "Lower-case hex.", required=True),
                    *RANGES,
                ],
                key=False,
            )
        },
    }
    headers = {
        "X-RateLimit-Limit": header(integer(), "Of the counter that the request used."),
        "X-RateLimit-Remaining": header(integer(), "What is left in its window."),
        "X-RateLimit-Reset": header(integer(), "When the window ends, in Unix seconds."),
        "Retry-After": RETRY_AFTER,
    }
    return document(
        "getimg", "getimg.ai API v2, as emulated by Understudy",
        "Images in the answer to their request, videos by polling, files behind signed links.", paths, schemas, headers,
        "http://127.0.0.1:4010/getimg",
    )


def usage(unit):
    return thing(
        {"total_cost": number(minimum=0), "billable_unit": choice(unit), "unit_price": number(minimum=0), "quantity": number(minimum=0)}
    )
