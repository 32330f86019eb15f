"""The few words that all documents are written in."""

import copy
import re
from pathlib import Path

TOP = Path(__file__).resolve().parents[2]
JSON = "application/json"
PROVIDERS = ["llm-stats", "unified-tasks", "openrouter", "lemondata", "getimg"]


def ref(name):
    return {"$ref": f"#/components/schemas/{name}"}


def text(description=None, **more):
    return described({"type": "string", **more}, description)


def line(description=None, **more):
    """A text without NUL and line breaks, which no parameter of a query may have."""
    return text(description, pattern=r"^[^\u0000\r\n]*$", **more)


def number(description=None, **more):
    return described({"type": "number", **more}, description)


def integer(description=None, **more):
    return described({"type": "integer", **more}, description)


def count(least=0, **more):
    """A whole number as a parameter of a query may be one: of at most 18 digits."""
    return integer(minimum=least, maximum=10**18 - 1, **more)


def flag(description=None, **more):
    return described({"type": "boolean", **more}, description)


def choice(*values, description=None):
    return described({"enum": list(values)}, description)


def items(schema, description=None, **more):
    return described({"type": "array", "items": schema, **more}, description)


def thing(required, optional=None, description=None, open=False):
    """An object. What is sent is closed (`open=False`) where the provider is known to send nothing else."""
    schema = {"type": "object", "properties": {**required, **(optional or {})}}
    if required:
        schema["required"] = list(required)
    if not open:
        schema["additionalProperties"] = False
    return described(schema, description)


def nullable(schema):
    return {"anyOf": [schema, {"type": "null"}]}


def described(schema, description):
    return {**schema, "description": description} if description else schema


def parameter(name, place, schema, description, required=None):
    required = place == "path" if required is None else required
    return {"name": name, "in": place, "required": required, "schema": schema, "description": description}


def path_text(name, description):
    return parameter(name, "path", text(), description)


def body(schema, description="", **others):
    """A JSON request body; `others` are further content types by their schema, slashes written as two underscores."""
    content = {JSON: {"schema": schema}}
    for name, other in others.items():
        content[name.replace("__", "/").replace("_", "-")] = {"schema": other}
    return {"required": True, "description": description, "content": content}


def answer(description, schema=None, headers=(), content_type=JSON):
    response = {"description": description}
    if headers:
        response["headers"] = {name: {"$ref": f"#/components/headers/{name}"} for name in headers}
    if schema:
        response["content"] = {content_type: {"schema": schema}}
    return response


def file_answers(types, errors):
    """What a download answers: whole, in part, not at all because the client has it."""
    content = {kind: {"schema": {"type": "string", "contentMediaType": kind}} for kind in types}
    return {
        "200": {"description": "The file.", "content": content},
        "206": {"description": "The part that `Range` asked for.", "content": content},
        "304": {"description": "The client has it: `If-None-Match`, `If-Modified-Since`."},
        "412": {
            "description": "It is another file: `If-Match`, `If-Unmodified-Since`.",
            "content": {"text/plain": {"schema": text()}},
        },
        "416": {"description": "The file has no such part."},
        **errors,
    }


RANGES = [
    parameter("Range", "header", text(), "One range of bytes.", required=False),
    parameter("If-Range", "header", text(), "The file that the range is of: its entity tag or date.", required=False),
    parameter("If-None-Match", "header", text(), "Entity tags the client has.", required=False),
    parameter("If-Modified-Since", "header", text(), "The date of what the client has.", required=False),
    parameter("If-Match", "header", text(), "Entity tags of which the file must have one.", required=False),
    parameter("If-Unmodified-Since", "header", text(), "The file must be no newer.", required=False),
]


def operation(summary, responses, parameters=(), request=None, key=True, tags=()):
    made = {"summary": summary, "responses": responses}
    if parameters:
        made["parameters"] = list(parameters)
    if request:
        made["requestBody"] = request
    if not key:
        made["security"] = []
    if tags:
        made["tags"] = list(tags)
    return made


def document(provider, title, description, paths, schemas, headers, server):
    """The whole document, its operations named, and HEAD beside every GET."""
    named = {}
    for path, operations in paths.items():
        named[path] = {}
        for method, made in operations.items():
            named[path][method] = {"operationId": operation_id(method, path), **made}
            if method == "get" and provider != "control":
                named[path]["head"] = {"operationId": operation_id("head", path), **without_content(made)}
    return {
        "openapi": "3.1.0",
        "info": {"title": title, "version": "0.1.0", "description": description, "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"}},
        "servers": [{"url": server, "description": "The default sandbox of a server on its usual port."}],
        "security": [{"key": []}],
        "paths": named,
        "components": {
            "securitySchemes": {"key": {"type": "http", "scheme": "bearer"}},
            "schemas": schemas,
            **({"headers": headers} if headers else {}),
        },
    }


def operation_id(method, path):
    words = [word for word in re.split(r"[^A-Za-z0-9]+", path) if word]
    return method + "".join(word[0].upper() + word[1:] for word in words)


def without_content(made):
    head = copy.deepcopy(made)
    head["summary"] += " (headers alone)"
    for response in head["responses"].values():
        response.pop("content", None)
    return head


def header(schema, description):
    return {"schema": schema, "description": description}


RETRY_AFTER = header(text(), "When to come back: whole seconds, unless a scenario says otherwise.")
REQUEST_ID = header(text(), "Names the request.")
