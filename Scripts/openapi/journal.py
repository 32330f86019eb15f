"""The routes of the control API that read the journal."""

from words import *

STEPS = ["connect", "create", "dry_run", "poll", "stream", "download", "catalog", "account", "upload", "cancel", "webhook"]
ENDS = ["completed", "client_gone", "fault_performed", "timed_out", "stopped"]
STATUS = text("A status such as 429, or a class of them such as 4xx.", pattern="^([0-9]{1,18}|[1-5]xx)$")
FILTERS = {
    "provider": choice(*PROVIDERS), "step": choice(*STEPS), "account": line(), "model": line(), "job": line(), "status": STATUS,
    "method": line(), "end": choice(*ENDS), "held": flag(), "rule": line(), "aspect": line(), "path": line(), "text": line(),
    "phase": line(), "fingerprint": line(), "attempt": count(), "sdk_retry": count(), "connection": count(),
    "job_status": choice("queued", "running", "completed", "failed"), "committed": flag(), "replayed": flag(), "arrived_whole": flag(), "price": number(), "charged": number(), "why": line(),
}
OUTCOMES = ["pass", "fail", "inconclusive"]
# Of families of filters, by what the names of their parameters begin with.
FAMILIES = {"header": "A header of the request with that value, such as `header.x-trace=7`.", "query": "A parameter of its query, such as `query.page=2`."}
SINCE = text(
    "In scenario time: a date, or a duration before now such as `10m`.",
    pattern=r"^(0|[0-9]{1,4}(ms|s|m|h)|20[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|1[0-9]|2[0-8])T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]Z)$",
)
FORMATS = ["json", "ndjson", "har", "curl"]


def paging(limit=100):
    """What every list can be asked for."""
    return [
        parameter("after", "query", count(), "What is behind this number, in the list's order.", required=False),
        parameter("limit", "query", count(1, default=limit), "How many; never more than 1,000.", required=False),
        parameter("order", "query", choice("oldest", "newest"), "Which come first; default `oldest`.", required=False),
    ]


def family(name, description):
    """Parameters whose names begin with that and a dot: an object of which each property is one."""
    names = {f"^{name}\\.[A-Za-z][A-Za-z0-9-]{{0,40}}$": line()}
    schema = {"type": "object", "patternProperties": names, "additionalProperties": False}
    return {**parameter(name, "query", schema, description, required=False), "style": "form", "explode": True}


def in_any_form(description, schema):
    """What `format` may make of entries."""
    made = answer(description, {"anyOf": [schema, thing({"log": {"type": "object", "description": "HAR 1.2."}})]})
    made["content"]["application/x-ndjson"] = {"schema": text("A line for each request.")}
    made["content"]["text/plain"] = {"schema": text("A command for each request.")}
    return made


def page(name, item, **more):
    """A part of a list."""
    return thing(
        {
            "total": integer("Since it was emptied.", minimum=0), "dropped": integer("No longer kept.", minimum=0),
            "matching": integer("On this page and those behind it.", minimum=0),
            "next": {"type": ["integer", "null"], "description": "What `after` must be for the next page; null: this is the last."},
            **more, name: items(item),
        }
    )


def schemas():
    number = integer(minimum=1)
    pattern = {
        "on": {"description": "One step or several, as in a rule."},
        "match": {"type": "object", "description": "As in a rule."},
    }
    return {
        "Requests": page("requests", ref("Request")),
        "Request": request(),
        "Verification": thing(
            {},
            {
                **pattern, "exactly": integer(minimum=0), "at_least": integer("1 where no count is given.", minimum=0),
                "at_most": integer(minimum=0), "order": items(thing({}, pattern), "Instead of all else: what came one behind the other."),
            },
        ),
        "Finding": thing(
            {
                "check": text("`no_duplicate_creates`, …"), "written": text("With its options."),
                "used_from": {"type": ["string", "null"], "description": "The scenario it came from by `use`."},
                "outcome": choice(*OUTCOMES), "sentences": items(text(), "What was found."),
                "advice": {"type": ["string", "null"], "description": "What would have been right."},
                "entries": items(number, "The requests that prove it."), "webhooks": items(text(), "Their ids."),
                "jobs": items(text(), "Their ids."),
            }
        ),
        "Verdict": thing(
            {
                "verdict": choice("yes", "no", "inconclusive"), "reason": text("In a sentence."), "matching": integer(minimum=0),
                "numbers": items(number, "Of the requests that match; at most 1,000."), "total": integer(minimum=0),
                "dropped": integer("They may have matched.", minimum=0),
                "unclear": items(thing({"number": number, "reason": text()}), "Requests of which it cannot be told; at most 10."),
                "nearest": items(
                    thing({"number": number, "differences": items(text(), "`body.input.duration: wanted 8, got 4`")}),
                    "Where too few match: the three that differ least.",
                ),
            }
        ),
    }


def request():
    """An entry of the journal."""
    some, maybe, dollars = integer(minimum=0), nullable(text()), nullable(number(minimum=0))
    headers = items(items(text(), minItems=2, maxItems=2), "Names and values.")
    body = {"description": "JSON as it is, other text as a text; null: there is none."}
    return thing(
        {
            "number": integer("In the order in which requests were decided.", minimum=1), "time": text("By the scenario's clock.", format="date-time"),
            "at_ms": integer("Scenario time since the scenario was loaded.", minimum=0),
            "real_ms": integer("Since the sandbox was made.", minimum=0), "real_end_ms": nullable(some), "held_ms": nullable(some),
            "phase": maybe, "connection": nullable(integer(minimum=1)), "request_on_connection": nullable(integer(minimum=1)),
            "provider": nullable(choice(*PROVIDERS)), "step": nullable(choice(*STEPS)), "account": maybe, "model": maybe, "job": maybe,
            "job_seen": described(
                nullable(thing({"status": choice("queued", "running", "completed", "failed"), "age_ms": some, "polls": some})),
                "The job that it is about, as rules saw it.",
            ),
            "fingerprint": nullable(text(pattern="^[0-9a-f]{16}$")), "attempt": nullable(integer(minimum=1)), "sdk_retry": nullable(some),
            "committed": flag("A new job came of it."), "replayed": flag("It was answered with the job of an earlier create."),
            "price": described(dollars, "Dollars; what it asks for."), "charged": described(dollars, "Dollars; what was paid in the end."), "why": maybe,
            "request": thing({"method": text(), "path": text(), "query": text(), "headers": headers, "body": body}),
            "response": nullable(thing({"status": integer(), "after_ms": integer("Scenario time."), "headers": headers, "body": body})),
            "rules": items(thing({"rule": text(), "aspect": text()}, {"asked": text(), "given": text()}), "What showed."),
            "unseen_rules": items(thing({"rule": text(), "aspect": text(), "reason": text()}), "What was decided and did not show."),
            "end": nullable(choice(*ENDS)), "bytes_sent": some, "arrived_whole": nullable(flag()),
        }
    )


def paths(sandbox, guarded, error, explanation):
    number = parameter("number", "path", integer(minimum=1), "The number of a request.")
    wrong = error("An unknown parameter, or a wrong one.")
    form = parameter("format", "query", choice(*FORMATS), "Default `json`. HAR is 1.2; `curl` is a command for each.", required=False)
    return {
        "/sandboxes/{sandbox}/requests": {
            "get": operation(
                "The journal", {"200": in_any_form("A page of it.", ref("Requests")), "400": wrong, **guarded},
                [
                    sandbox, *paging(), form, parameter("since", "query", SINCE, "Only what came since.", required=False),
                    *(family(name, says) for name, says in FAMILIES.items()),
                    *(parameter(name, "query", schema, "Only where it is this.", required=False) for name, schema in FILTERS.items()),
                ],
            ),
            "delete": operation(
                "Empty the journal", {"200": answer("Done.", thing({"removed": integer(minimum=0), "next_number": integer(minimum=1)})), **guarded},
                [sandbox],
            ),
        },
        "/sandboxes/{sandbox}/requests/{number}": {
            "get": operation("One request", {"200": in_any_form("It.", ref("Request")), "400": wrong, **guarded}, [sandbox, number, form])
        },
        "/sandboxes/{sandbox}/requests/{number}/explain": {
            "get": operation(
                "Which rule decided about a request that came, and why the others did not",
                {
                    "200": answer(
                        "A line for each rule.",
                        thing(
                            {
                                "number": integer(minimum=1), "scenario": text("In force now."),
                                "replaced": flag("Another one was in force then."), "note": {"type": ["string", "null"]},
                                "elapsed_ms": integer(minimum=0), "status": {"type": ["integer", "null"]}, "rules": explanation,
                            }
                        ),
                    ),
                    "400": wrong, "409": error("No provider claimed it."), **guarded,
                },
                [sandbox, number],
            )
        },
        "/sandboxes/{sandbox}/verify": {
            "post": operation(
                "Whether such requests came, so many or in this order",
                {
                    "200": answer("The verdict, whatever it is.", ref("Verdict")), "415": error("The body is of another type."),
                    "422": answer("What is wrong with the question.", ref("BadScenario")), **guarded,
                },
                [sandbox], body(ref("Verification"), "The question; YAML too.", application__yaml=ref("Verification")),
            )
        },
        "/sandboxes/{sandbox}/verdict": {
            "get": operation(
                "What the scenario's `expect` says of what came since it was loaded",
                {
                    "200": answer(
                        "The verdict, whatever it is.",
                        thing(
                            {
                                "scenario": text(), "outcome": choice(*OUTCOMES),
                                "reason": {"type": ["string", "null"], "description": "Why there is nothing to judge."},
                                "requests": integer(minimum=0), "jobs": integer(minimum=0),
                                "spent": {"type": "number", "description": "US dollars."}, "findings": items(ref("Finding"), "A line of `expect` each."),
                            }
                        ),
                    ),
                    "400": wrong, **guarded,
                },
                [sandbox],
            )
        },
    }
