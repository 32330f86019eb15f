"""LemonData's image API. Source: lemondata.md."""

from words import *


RECOMMENDED = ["image", "video", "music", "3d", "tts", "stt", "embedding", "rerank", "translation"]
FILTERS = {
    "category": choice(*RECOMMENDED, "chat", "audio"), "tag": line(minLength=1), "provider": line(minLength=1),
    "recommended_for": choice(*RECOMMENDED),
}


def make(catalog):
    link = text(format="uri")
    form = {"type": "string", "contentMediaType": "image/png"}
    schemas = {
        "ImageRequest": thing(
            {"prompt": text(minLength=1, maxLength=4000)},
            {
                "model": {"type": ["string", "null"], "default": "dall-e-3"},
                "n": nullable(integer(minimum=1, maximum=10, default=1)),
                "size": nullable(text()),
                "response_format": nullable({"enum": ["url", "b64_json"], "default": "url"}),
                "async": nullable(flag("A task instead of an inline answer, where the model can.")),
                "stream": nullable(flag("Refused when true.")),
            },
            "Other fields are passed on or ignored.",
            open=True,
        ),
        "EditForm": thing({"image": form, "prompt": text()}, {"mask": form, "model": text(), "n": text(), "size": text(), "response_format": text()}, open=True),
        "EditRequest": thing(
            {"prompt": text(minLength=1, maxLength=4000)},
            {
                "image_url": nullable(text()), "image_urls": nullable(items(text(), minItems=1, maxItems=16)),
                "images": nullable(items(ref("PictureReference"), minItems=1, maxItems=16)), "mask": nullable(ref("PictureReference")),
                "model": nullable(text()), "n": nullable(integer(minimum=1, maximum=10, default=1)), "size": nullable(text()),
                "response_format": nullable({"enum": ["url", "b64_json"], "default": "url"}), "async": nullable(flag()),
                "stream": nullable(flag("Refused when true.")),
            },
            "At least one picture, by its address.",
            open=True,
        ),
        "PictureReference": thing({}, {"image_url": text(), "file_id": text("Never found.")}, "Exactly one of the two.", open=True),
        "VariationForm": thing({"image": form}, {"model": text(), "n": text(), "size": text(), "response_format": text()}, open=True),
        "Inline": thing(
            {
                "created": integer("Unix seconds."),
                "data": items(
                    {"oneOf": [thing({"url": link}, {"revised_prompt": text()}), thing({"b64_json": text()}, {"revised_prompt": text()})]}, minItems=1
                ),
                "billing_transaction_id": text(),
            },
            description="Finished images: no `status`, no `task_id`.",
        ),
        "Accepted": task({"status": choice("pending"), "data": items(ref("Placeholder"))}),
        "Task": {
            "oneOf": [
                task({"status": choice("pending", "processing"), "data": items(ref("Placeholder"))}),
                task({"status": choice("completed"), "data": items(thing({"url": link}, {"revised_prompt": text()}), minItems=0)}, {"billing_transaction_id": text()}),
                task({"status": choice("failed"), "data": items({}, maxItems=0), "error": ref("TaskFailure")}, {"cancelled": flag(), "cancellation_status": text()}),
            ]
        },
        "TaskFailure": {"anyOf": [text(), thing({"code": text(), "message": text()})]},
        "Placeholder": thing({"url": choice("")}, {"revised_prompt": text()}),
        "Cancelled": thing(
            {
                "id": text(), "task_id": text(), "poll_url": text(), "status": choice("failed"), "cancelled": {"const": True},
                "cancellation_status": choice("cancelled"), "error": text(),
            },
            open=True,
        ),
        "Models": thing({"object": choice("list"), "data": items(ref("Model"))}),
        "Model": thing(
            {
                "id": text(), "object": choice("model"), "created": integer(), "owned_by": text(),
                "lemondata": thing({"category": text(), "pricing_unit": choice("per_token", "per_image", "per_second", "per_request")}, open=True),
            }
        ),
        "Prices": thing({"object": choice("list"), "data": items(ref("Price"))}),
        "Price": thing(
            {
                "model": text(), "provider": text(),
                "pricing": thing(
                    {
                        "input_per_1m": {"type": ["string", "null"]}, "output_per_1m": {"type": ["string", "null"]},
                        "per_request": {"type": ["string", "null"]}, "is_lock_price": flag(), "currency": choice("USD"),
                    }
                ),
            }
        ),
        "Categories": thing(
            {
                "updated_at": text(format="date-time"),
                "categories": {"type": "object", "additionalProperties": thing({"models": items(text())})},
            }
        ),
        "PlatformPrices": thing(
            {
                "object": choice("pricing"), "updated_at": text(format="date-time"), "currency": choice("USD"), "data": items(ref("PlatformPrice")),
            }
        ),
        "PlatformPrice": thing(
            {
                "model": text(), "provider": text(), "pricing_unit": choice("per_token", "per_image", "per_second", "per_request"),
                "platform": thing({name: {"type": ["string", "null"]} for name in ("input_per_1m", "output_per_1m", "per_request")}),
            }
        ),
        "Error": thing(
            {
                "error": thing(
                    {"message": text(), "type": text(), "code": text()},
                    {"param": text(), "did_you_mean": text(), "hint": text(), "retryable": flag(), "retry_after": integer()},
                    open=True,
                )
            },
            {"validation_errors": items(thing({"field": text(), "message": text()}, {"code": text()}))},
        ),
    }

    def error(description, *headers):
        return answer(description, ref("Error"), ["X-Request-ID", *headers])

    keyed = {
        "401": error("Key missing, wrong or revoked."), "429": error("Too many requests.", "Retry-After", *RATES), "500": error("Internal."),
        "502": error("A vendor failed."), "503": error("No vendor can serve it.", "Retry-After"), "504": error("A vendor timed out."),
    }
    creating = {
        **keyed, "400": error("Fields, an unknown model, something the model cannot."), "402": error("Balance or quota used up."),
        "403": error("The key may not."), "404": error("Not found."), "413": error("Over 20 MB."),
    }
    settled = ["X-Request-ID", "X-Task-ID", "X-Billing-Transaction-ID"]
    made = {"200": answer("Finished images, or a task.", {"oneOf": [ref("Inline"), ref("Accepted")]}, settled), **creating}
    edited = {**made, "413": error("Over 64 MB.")}
    inline = {"200": answer("Finished images.", ref("Inline"), ["X-Request-ID", "X-Billing-Transaction-ID"]), **creating}
    read = operation(
        "Read a task",
        {"200": answer("The task, whatever its state.", ref("Task"), ["X-Request-ID", "X-Task-ID", "X-Billing-Transaction-ID"]), **keyed, "403": error("Another key's."), "404": error("Unknown.")},
        [path_text("task_id", "Of the task.")],
    )
    one = [path_text("model", "Its id.")]
    paths = {
        "/v1/images/generations": {"post": operation("Make images", made, request=body(ref("ImageRequest")))},
        "/v1/images/edits": {"post": operation("Edit an image", edited, request=body(ref("EditRequest"), multipart__form_data=ref("EditForm")))},
        "/v1/images/variations": {"post": operation("Vary an image", inline, request=form_body("VariationForm"))},
        "/v1/images/generations/{task_id}": {"get": read},
        "/v1/images/{task_id}": {"get": read},
        "/v1/tasks/{task_id}": {
            "get": read,
            "delete": operation(
                "Cancel a task",
                {
                    "200": answer("It is cancelled.", ref("Cancelled"), ["X-Request-ID"]), **keyed, "400": error("Image tasks cannot be cancelled."),
                    "403": error("Another key's."), "404": error("Unknown."), "409": error("Too late."),
                },
                [path_text("task_id", "Of the task.")],
            ),
        },
        "/v1/models": {
            "get": operation(
                "The models", {"200": answer("All, or those that pass.", ref("Models"), ["X-Request-ID"]), "400": error("An unknown filter value."), **keyed},
                [parameter(name, "query", schema, "Narrows the list.", required=False) for name, schema in FILTERS.items()],
            )
        },
        "/v1/models/{model}": {"get": operation("One model", {"200": answer("The model.", ref("Model"), ["X-Request-ID"]), "404": error("Unknown."), **keyed}, one)},
        "/v1/models/{model}/pricing": {"get": operation("What a model costs", {"200": answer("Its price.", {"oneOf": [ref("Price"), ref("Prices")]}, ["X-Request-ID"]), "404": error("Unknown."), **keyed}, one)},
        "/v1/pricing": {
            "get": operation(
                "What the models cost", {"200": answer("Prices.", ref("Prices"), ["X-Request-ID"]), "400": error("A wrong filter."), "404": error("Unknown."), **keyed},
                [parameter("model", "query", line(), "One model alone.", required=False)],
            )
        },
        "/models.json": {"get": operation("The models by kind", {"200": answer("Their ids.", ref("Categories"), ["X-Request-ID"])}, key=False)},
        "/pricing.json": {"get": operation("What the models cost, in the newer form", {"200": answer("Prices.", ref("PlatformPrices"), ["X-Request-ID"])}, key=False)},
        "/files/{id}/{file}": {
            "get": operation(
                "Download a file", file_answers(["image/png", "image/jpeg", "image/webp"], {"404": error("Not there."), "503": error("Cannot be made.")}),
                [path_text("id", "Of the task or request."), path_text("file", "Its place, and its format."), *RANGES], key=False,
            )
        },
    }
    headers = {
        "X-Request-ID": REQUEST_ID,
        "X-Task-ID": header(text(), "The task."),
        "X-Billing-Transaction-ID": header(text(), "Once it is settled."),
        "Retry-After": RETRY_AFTER,
        **{name: header(integer(), "Of the limit that was reached; on 429 alone.") for name in RATES},
    }
    return document(
        "lemondata", "LemonData's image API, as emulated by Understudy", "One endpoint that answers inline or with a task.", paths, schemas, headers,
        "http://127.0.0.1:4010/lemondata",
    )


RATES = ["X-RateLimit-Limit", "X-RateLimit-Remaining", "X-RateLimit-Reset"]


def task(required, optional=None):
    shown = {"created": integer("Unix seconds."), "id": text(), "task_id": text(), "poll_url": text("Relative to the host's root.")}
    return thing({**shown, **required}, {"model": text(), "updated": integer(), **(optional or {})})


def form_body(name):
    return {"required": True, "content": {"multipart/form-data": {"schema": ref(name)}}}
