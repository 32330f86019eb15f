"""Unified Tasks (Unifically). Source: unified-tasks.md; inputs by its catalog of models."""

from words import *

TYPES = {
    "string": {"type": "string"}, "url": {"type": "string", "format": "uri"}, "integer": {"type": "integer"},
    "number": {"type": "number"}, "boolean": {"type": "boolean"}, "object": {"type": "object"}, "array": {"type": "array"},
}


def make(catalog):
    codes = (
        "validation_error generation_failed authentication_failed insufficient_balance not_found method_not_allowed "
        "payload_too_large rate_limit_exceeded internal_error"
    ).split()
    inputs = {input_name(model): model_input(model) for model in catalog["models"]}
    schemas = {
        "TaskRequest": {
            "description": "Other keys are ignored.",
            "type": "object",
            "required": ["model", "input"],
            "properties": {
                "model": {"enum": [model["id"] for model in catalog["models"]]},
                "input": {"type": "object", "description": "Parameters of the model."},
                "callback_url": nullable(text("Told when the task has ended.", format="uri")),
                "dry_run": nullable(flag("Only check and price it.", default=False)),
            },
            "oneOf": [
                {"properties": {"model": {"const": model["id"]}, "input": ref(input_name(model))}} for model in catalog["models"]
            ],
        },
        **inputs,
        "Created": success(ref("Pending")),
        "Pending": thing({"task_id": text(), "status": choice("pending")}),
        "Priced": success(thing({"cost": number("Dollars.", minimum=0)})),
        "CreateAnswer": {"oneOf": [ref("Created"), ref("Priced")]},
        "TaskAnswer": success(ref("Task")),
        "Task": task({}),
        "ListedTask": task({"model": text(), "created_at": integer("Unix seconds.")}),
        "TaskError": thing({"code": choice("generation_failed", "internal_error"), "message": text()}),
        "Output": output(),
        "Clip": thing(
            {
                "id": text(), "status": choice("complete"), "title": text(), "audio_url": text(format="uri"), "video_url": text(),
                "image_url": text(format="uri"), "prompt": text(), "created_at": text(format="date-time"),
            },
            {"model_name": text(), "major_model_version": text(), "duration": number("Seconds.")},
        ),
        "Word": thing(
            {"text": text(), "start": number(), "end": number(), "type": choice("word", "spacing", "audio_event"), "speaker_id": text()}
        ),
        "TaskList": success(
            thing({"tasks": items(ref("ListedTask")), "total": integer(minimum=0), "limit": integer(minimum=1, maximum=100), "offset": integer(minimum=0)})
        ),
        "Account": success(
            thing(
                {
                    "user_id": integer(), "balance_usd": number(), "email": text(format="email"), "created_at": integer("Unix seconds."),
                    "updated_at": integer("Unix seconds."),
                }
            )
        ),
        "Voices": success(items(thing({"id": {"type": ["string", "integer"]}, "name": text()}))),
        "Models": success(items(thing({"model": text(), "name": text(), "category": choice("video", "image", "audio")}))),
        "Upload": {
            "oneOf": [
                thing({"base64": text("Raw, or a data URL.", minLength=1)}, open=True),
                thing({"url": text("Never fetched.", format="uri")}, open=True),
            ]
        },
        "UploadForm": thing({"file": {"type": "string", "contentMediaType": "application/octet-stream"}}, open=True),
        "Uploaded": thing({"success": {"const": True}, "file_url": text(format="uri")}),
        "UploadError": thing({"success": {"const": False}, "message": text()}),
        "Error": thing(
            {"code": integer("The status."), "success": {"const": False}, "data": thing({"message": text(), "code": {"enum": codes}})}
        ),
    }

    def error(description, *headers):
        return answer(description, ref("Error"), headers)

    keyed = {
        "401": error("Key missing or wrong."),
        "404": error("Not found."),
        "429": error("Too many requests.", "Retry-After"),
        "500": error("A fault of the service."),
    }
    wrong = {
        "400": error("Invalid parameters, or refused by the generator."),
        "422": error("Invalid parameters, with the setting `validation_status: 422`."),
    }
    upload_error = {
        status: answer(description, ref("UploadError"))
        for status, description in (
            ("400", "No file, or one that cannot be read."), ("401", "Key missing or wrong."), ("413", "Over 1 GiB."),
            ("415", "Neither a form nor JSON."), ("429", "Too many requests."), ("500", "A fault of the service."),
        )
    }
    voices = {"get": operation("Voices", {"200": answer("All of them.", ref("Voices")), **keyed})}
    account = {"get": operation("The account", {"200": answer("Balance and times.", ref("Account")), **keyed})}
    file_errors = {"404": error("Not there, or not yet."), "503": error("Cannot be made, or no longer held.")}
    paths = {
        "/v1/tasks": {
            "post": operation(
                "Create a task, or price it",
                {
                    "200": answer("The new task, or its price.", ref("CreateAnswer")), **wrong, **keyed,
                    "402": error("The balance is below the price."), "413": error("The body is larger than 10 MiB."),
                },
                request=body(ref("TaskRequest")),
            ),
            "get": operation(
                "Own tasks, newest first",
                {"200": answer("A page of them.", ref("TaskList")), **wrong, **keyed},
                [
                    parameter("limit", "query", integer(minimum=1, maximum=100, default=20), "How many.", required=False),
                    parameter("offset", "query", integer(minimum=0, default=0), "How many to leave out.", required=False),
                    parameter("status", "query", choice("pending", "processing", "completed", "failed"), "In this state.", required=False),
                    parameter("model", "query", line(), "Of this model.", required=False),
                ],
            ),
        },
        "/v1/tasks/{task_id}": {
            "get": operation(
                "Read a task", {"200": answer("The task, whatever its state.", ref("TaskAnswer")), **keyed}, [path_text("task_id", "Of the task.")]
            )
        },
        "/account": account,
        "/v1/account": account,
        "/v1/models": {
            "get": operation(
                "The models",
                {"200": answer("All, or one category.", ref("Models")), **wrong, **keyed},
                [parameter("category", "query", choice("video", "image", "audio"), "One kind alone.", required=False)],
            )
        },
        "/v1/resources/elevenlabs/voices": voices,
        "/v1/resources/kuaishou/kling/voices": voices,
        "/v1/resources/google/voices": voices,
        "/upload": {
            "put": operation(
                "Hand in a file",
                {"200": answer("Where it is.", ref("Uploaded")), **upload_error},
                request=body(ref("Upload"), "", multipart__form_data=ref("UploadForm")),
            )
        },
        "/files/upload/{name}": {
            "get": operation(
                "A file that was handed in",
                file_answers(["image/png", "image/jpeg", "video/mp4", "audio/mpeg", "application/octet-stream"], file_errors),
                [path_text("name", "As in `file_url`."), *RANGES], key=False,
            )
        },
    }
    for folder, types in (("image", ["image/png", "image/jpeg", "image/webp"]), ("video", ["video/mp4"]), ("audio", ["audio/mpeg", "audio/wav"])):
        paths[f"/files/{folder}/{{name}}"] = {
            "get": operation("A file of a task", file_answers(types, file_errors), [path_text("name", "As in the output."), *RANGES], key=False)
        }
    return document(
        "unified-tasks", "Unified Tasks API of Unifically, as emulated by Understudy",
        "One task endpoint for images, videos and sound, read by polling.", paths, schemas, {"Retry-After": RETRY_AFTER},
        "http://127.0.0.1:4010/unified-tasks",
    )


def success(data):
    return thing({"code": choice(200), "success": {"const": True}, "data": data})


def task(more):
    """The four states. How a failure is told, and whether model and cost are, depends on settings."""
    shown = {"task_id": text(), **more}
    extra = {"cost": number(), **({} if "model" in more else {"model": text()})}
    return {
        "oneOf": [
            thing({**shown, "status": choice("pending", "processing")}, extra),
            thing({**shown, "status": choice("completed"), "output": ref("Output")}, extra),
            thing({**shown, "status": choice("failed"), "error": ref("TaskError")}, extra),
            thing({**shown, "status": choice("failed"), "error_message": text()}, extra),
            thing({**shown, "status": choice("failed"), "code": text(), "message": text()}, extra),
        ]
    }


def output():
    link = text(format="uri")
    return thing(
        {},
        {
            "video_url": link, "image_url": link, "image_urls": items(link), "audio_url": link, "audio_url1": link, "audio_url2": link,
            "audio_urls": items(link), "clips": items(ref("Clip")), "lyrics": text(), "title": text(), "seed": integer(),
            "language_code": text(), "language_probability": number(), "words": items(ref("Word")), "file_duration_seconds": number(),
        },
        "Which keys are there depends on the model; what has no value is left out.",
    )


def input_name(model):
    return "Input." + re.sub(r"[^A-Za-z0-9]+", "-", model["id"])


def model_input(model):
    """The parameters one by one. Rules across them are the server's to check; unknown keys are ignored."""
    required = [item["name"] for item in model["parameters"] if item["required"] is True and "optional_with" not in item]
    schema = {"type": "object", "description": model["description"], "properties": {item["name"]: value(item) for item in model["parameters"]}}
    return {**schema, "required": required} if required else schema


def value(item):
    options = [kind(name, item) for name in item["type"].split("|")]
    schema = options[0] if len(options) == 1 else {"anyOf": options}
    if "enum" in item and not item.get("case_insensitive"):
        schema = {**schema, "enum": [*item["enum"], *item.get("also_accept", [])]}
    if "default" in item:
        schema = {**schema, "default": item["default"]}
    if "note" in item:
        schema = {**schema, "description": item["note"]}
    if item.get("required") is True:
        return schema
    # Null counts as absent, and so does an empty value of the type.
    names = item["type"].split("|")
    empty = [None, *[""] * bool({"string", "url"} & {*names}), *[[]] * any(name.startswith("array") for name in names)]
    return {"anyOf": [schema, {"enum": empty}]}


def kind(name, item):
    inner = re.fullmatch(r"array<(.*)>", name)
    if not inner:
        schema = dict(TYPES[name])
        for key, word in (("min", "minimum"), ("max", "maximum"), ("max_length", "maxLength")):
            if key in item and (word == "maxLength") == (name in ("string", "url")):
                schema[word] = item[key]
        return schema
    schema = {"type": "array", "items": element(inner[1], item)}
    for key, word in (("min_items", "minItems"), ("max_items", "maxItems")):
        if key in item:
            schema[word] = item[key]
    return schema


def element(name, item):
    if name != "object" or "items" not in item:
        return dict(TYPES[name])
    fields = item["items"].get("fields", [])
    made = {"type": "object", "properties": {field["name"]: value(field) for field in fields}}
    required = [field["name"] for field in fields if field["required"] is True]
    if required:
        made["required"] = required
    return {"anyOf": [made, {"type": "string"}]} if item["items"].get("allow_string") else made
