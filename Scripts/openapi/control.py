"""The control API below /_understudy."""

import journal
import steering
import webhooks
from words import *

NAME = r"^[A-Za-z0-9][A-Za-z0-9._~-]{0,79}$"
SANDBOX = parameter("sandbox", "path", text(pattern=NAME), "Its name; `default` is always there.")
SKETCH = ["model", "modality", "prompt", "account", "method", "path", "job_id", "job.status", "job.age", "job.polls", "attempt"]
STEPS = journal.STEPS


def make():
    time = text("ISO 8601, in UTC.", format="date-time")
    schemas = {
        "Error": thing({"error": thing({"message": text("What is wrong, and what would be right.")})}, open=True),
        "BadScenario": thing(
            {
                "error": thing({"message": text()}),
                "problems": items(
                    thing({"file": text(), "line": integer(minimum=0), "column": integer(minimum=0), "path": text(), "message": text()})
                ),
            }
        ),
        "Clock": thing(
            {
                "mode": choice("real", "scaled", "manual", "auto"),
                "rate": number("Virtual seconds per real second."),
                "polls": {"enum": ["advance", "real", None], "description": "Under `auto`: whether a poll that finds its job unfinished moves time."},
                "time": time,
                "elapsed_ms": integer("Scenario time since the scenario was loaded."),
                "held": integer("Requests that wait for scenario time.", minimum=0),
                "next_in_ms": {"type": ["integer", "null"], "description": "When the next event is."},
            },
            {"note": text("Why the clock was not moved by `next`.")},
            open=True,
        ),
        "ClockChange": thing(
            {},
            {
                "advance": {
                    "anyOf": [text("A duration such as `1h30m`, or `next`: to the next event."), thing({"until_idle": {"const": True}})]
                },
                "to": time,
                "mode": choice("real", "scaled", "manual", "auto"),
                "rate": number("With `scaled`.", exclusiveMinimum=0),
                "polls": choice("advance", "real", description="With `auto`: whether a poll that finds its job unfinished moves time; default `advance`."),
                "when_held": integer("First wait, in real time, until so many requests are held.", minimum=1),
                "timeout": text("How long `when_held` waits, such as `5s`; default `30s`, at most `24h`."),
                "webhooks": choice("await", "detach", description="Whether time stands still while a webhook is in flight."),
            },
            open=True,
        ),
        "Table": thing({"kept": integer(minimum=0), "most": integer(minimum=0), "forgotten": integer(minimum=0)}),
        "SandboxPlan": thing(
            {},
            {
                "scenario": {"type": ["string", "object"], "description": "A text in YAML, an object, or the name of a scenario that the server knows; default: the server's own."},
                "ttl": text("It goes when it was not used for so long, in real time, such as `10m`; default: never."),
                "clock": {"type": ["string", "object"], "description": "As in a scenario, and wins over the scenario's."},
                "seed": {"type": ["integer", "string"], "description": "A number, or `from_name`; wins over the scenario's."},
                "test": text("With POST alone: the full name of a test, from which the name of the sandbox is made."),
            },
        ),
        "SandboxList": thing(
            {
                "total": integer(minimum=0), "most": integer("As many can be there at once.", minimum=0),
                "expired": integer("Went since their `ttl` was over.", minimum=0), "evicted": integer("Had to go for newer ones.", minimum=0),
                "sandboxes": items(
                    thing(
                        {
                            "name": text(), "scenario": text(), "clock": choice("real", "scaled", "manual", "auto"), "held": integer(minimum=0),
                            "ttl_ms": {"type": ["integer", "null"]}, "unused_ms": integer("In real time.", minimum=0),
                        }
                    )
                ),
                "matching": integer("On this page and those behind it.", minimum=0),
                "next": {"type": ["string", "null"], "description": "What `after` is for the next page; null at the end."},
            }
        ),
        "Phase": thing(
            {
                "name": text(), "since": time, "until": {"type": ["string", "null"], "format": "date-time"},
                "since_ms": integer("Scenario time since the scenario was loaded.", minimum=0), "until_ms": {"type": ["integer", "null"]},
            }
        ),
        "Sandbox": thing(
            {
                "name": text(), "scenario": text(), "control": text("Its own routes here.", format="uri"),
                "ttl_ms": {"type": ["integer", "null"], "description": "How long it lives without being used, in real time; null: until it is deleted."},
                "ports": {"type": "object", "additionalProperties": integer(), "description": "The ports that are a provider's own."},
                "environment": {"type": "object", "additionalProperties": text(), "description": "The variables by which commands find the server and the providers."},
                "base_urls": {"type": "object", "additionalProperties": text(format="uri"), "description": "What clients of each provider are configured with."},
                "clock": ref("Clock"),
                "phase": {"anyOf": [ref("Phase"), {"type": "null"}]},
                "tables": {"type": "object", "additionalProperties": ref("Table")},
                "job_bytes": thing({"held": integer("Roughly.", minimum=0), "most": integer(minimum=0)}),
                "upload_bytes": thing({"held": integer(minimum=0), "files_let_go": integer(minimum=0)}),
            },
            open=True,
        ),
        "Explanation": thing(
            {
                "scenario": text(), "elapsed_ms": integer("Scenario time for which it holds.", minimum=0),
                "model": {"type": ["string", "null"], "description": "What there is to say about the model: added by the scenario, or known to nobody."},
                "rules": items(
                    thing(
                        {
                            "rule": text(), "phase": {"type": ["string", "null"]}, "decides": items(text(), "Aspects."),
                            "masked": items(thing({"aspect": text(), "reason": text()}), "Of these, what does not show, and what comes before it."),
                            "reason": {"type": ["string", "null"], "description": "Why it decides nothing, or not all that it names."},
                        }
                    )
                ),
            }
        ),
        **journal.schemas(),
        **steering.schemas(time),
        **webhooks.schemas(time),
    }

    def error(description):
        return answer(description, ref("Error"))

    guarded = {
        "401": error("The token is missing or wrong."),
        "403": error("From another machine without a token, or from a page of another site."),
        "404": error("There is no such sandbox."),
    }
    named = "A file of scenarios, or the name alone of one that the server knows."
    scenario = {"application/yaml": {"schema": text(named)}, JSON: {"schema": {"type": ["object", "string"], "description": named}}}
    shown = {kind: {"schema": {"type": "object"}} for kind in scenario}
    clock = answer("How the clock stands.", ref("Clock"))
    made = {
        "201": answer("It is there.", ref("Sandbox")),
        "400": error("No JSON, or a name that cannot be."), "413": error("Over 1 MiB."), "415": error("The body is of another type."),
        "422": answer("Every problem of it; nothing was made.", {"anyOf": [ref("BadScenario"), ref("Error")]}),
        "503": error("As many are there as may be, and each of them is in use."),
        "401": guarded["401"], "403": guarded["403"],
    }
    plan = {**body(ref("SandboxPlan")), "required": False}
    paths = {
        "/": {
            "get": operation(
                "Which routes there are",
                {
                    "200": answer("Their paths.", thing({"version": text(), "document": text(format="uri"), "routes": items(thing({"path": text(), "methods": items(text())}))})),
                    "401": guarded["401"], "403": guarded["403"],
                },
            )
        },
        "/health": {"get": operation("Whether the server lives", {"200": answer("It does.", thing({"status": choice("ok"), "version": text()}))}, key=False)},
        "/ready": {
            "get": operation(
                "Whether it serves",
                {status: answer(says, thing({"status": text()})) for status, says in (("200", "It does."), ("503", "Not yet."))},
                key=False,
            )
        },
        "/openapi": {
            "get": operation("Which documents there are", {"200": answer("Their paths.", thing({"documents": items(text())})), "401": guarded["401"], "403": guarded["403"]})
        },
        "/openapi/{name}.json": {
            "get": operation(
                "One document", {"200": answer("OpenAPI 3.1.", {"type": "object"}), **guarded}, [parameter("name", "path", choice(*PROVIDERS, "control"), "Whose it is.")]
            )
        },
        "/settings": {
            "get": operation(
                "The settings of every provider",
                {
                    "200": answer(
                        "By provider.",
                        {
                            "type": "object",
                            "additionalProperties": items(
                                thing({"name": text(), "value": text("What may stand there."), "default": {}, "help": text("What it is for, and where the fact is from.")})
                            ),
                        },
                    ),
                    "401": guarded["401"],
                    "403": guarded["403"],
                },
            )
        },
        "/sandboxes": {
            "get": operation(
                "The sandboxes, by name",
                {"200": answer("A page of them.", ref("SandboxList")), "400": error("An unknown parameter, or a wrong one."), "401": guarded["401"], "403": guarded["403"]},
                [
                    parameter("after", "query", line(), "Those after this name.", required=False),
                    *journal.paging()[1:],
                ],
            ),
            "post": operation("Make a sandbox, and find a name for it", made, [], plan),
        },
        "/sandboxes/{sandbox}": {
            "get": operation("A sandbox, how full its tables are and what was forgotten", {"200": answer("The report.", ref("Sandbox")), **guarded}, [SANDBOX]),
            "put": operation(
                "Make a sandbox of that name; one that is there is made anew", {**made, "200": answer("It was there, and is as new.", ref("Sandbox"))}, [SANDBOX], plan
            ),
            "delete": operation(
                "End a sandbox: what it holds is answered with 503",
                {"200": answer("It is gone.", thing({"deleted": text()})), "409": error("`default` is always there."), **guarded}, [SANDBOX],
            ),
        },
        "/sandboxes/{sandbox}/clock": {
            "get": operation("The clock", {"200": clock, **guarded}, [SANDBOX]),
            "post": operation(
                "Move the clock or set its mode; answers after all that fell due is done",
                {
                    "200": clock, "400": error("A body that is not understood."), "408": error("Fewer were held when `timeout` was over."),
                    "409": error("The clock cannot go back, or the sandbox was reset."), "503": error("The server stops, or too many requests wait."), **guarded,
                },
                [SANDBOX],
                body(ref("ClockChange")),
            ),
        },
        "/sandboxes/{sandbox}/scenario": {
            "get": operation("The scenario in force", {"200": {"description": "As it was written, with secrets covered.", "content": shown}, **guarded}, [SANDBOX]),
            "put": operation(
                "Put another scenario in force",
                {
                    "200": answer("It is in force.", thing({"scenario": text(), "rules": integer(minimum=0), "warnings": items({"type": "object"}, "What is without effect, or worth knowing, in the shape of problems.")}, open=True)),
                    "413": error("Over 1 MiB."), "415": error("Neither YAML nor JSON."),
                    "422": answer("Every problem of it, or no scenario of that name; the old one stays.", {"anyOf": [ref("BadScenario"), ref("Error")]}), **guarded,
                },
                [SANDBOX],
                {"required": True, "content": scenario},
            ),
        },
        "/sandboxes/{sandbox}/reset": {
            "post": operation(
                "Forget jobs, uploads, accounts, counters and journal", {"200": answer("Done.", thing({"reset": text()})), **guarded}, [SANDBOX]
            )
        },
        **journal.paths(SANDBOX, guarded, error, schemas["Explanation"]["properties"]["rules"]),
        "/sandboxes/{sandbox}/explain": {
            "get": operation(
                "Which rule would decide which aspect of a described request, and why the others would not",
                {
                    "200": answer("A line for each rule, in the order in which they are asked.", ref("Explanation")),
                    "400": error("The description cannot be read."), **guarded,
                },
                [
                    SANDBOX,
                    parameter("provider", "query", choice(*PROVIDERS), "Whose request it is.", required=True),
                    parameter("on", "query", choice(*STEPS), "The step; default `create`.", required=False),
                    parameter("at", "query", text(), "Scenario time since the scenario was loaded; default now.", required=False),
                    *(parameter(name, "query", text(), "As rules see it.", required=False) for name in SKETCH),
                ],
            )
        },
        **steering.paths(SANDBOX, guarded, error),
        **webhooks.paths(SANDBOX, guarded, error),
    }
    return document(
        "control", "Understudy's control API", "Steers the sandboxes of a server: clock, scenario, reset, journal, webhooks.", paths, schemas, {},
        "http://127.0.0.1:4010/_understudy",
    )
