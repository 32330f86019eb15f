"""The routes of the control API that read the journal."""

from words import *

STEPS = ["connect", "create", "dry_run", "poll", "stream", "download", "catalog", "account", "upload", "cancel", "webhook"]
ENDS = ["completed", "client_gone", "fault_performed", "timed_out", "stopped"]
STATUS = text("A status such as 429, or a class of them such as 4xx.", pattern="^([0-9]{1,18}|[1-5]xx)$")
FILTERS = {
    "provider": choice(*PROVIDERS), "step": choice(*STEPS), "account": line(), "model": line(), "job": line(), "status": STATUS,
    "method": line(), "end": choice(*ENDS), "held": flag(), "rule": line(), "aspect": line(), "path": line(), "text": line(),
    "phase": line(), "fingerprint": line(), "attempt": integer(minimum=0), "sdk_retry": integer(minimum=0), "connection": integer(minimum=0),
    "committed": flag(), "replayed": flag(), "arrived_whole": flag(), "price": number(), "charged": number(), "why": line(),
}
OUTCOMES = ["pass", "fail", "inconclusive"]
FORMATS = ["json", "ndjson", "har", "curl"]


def paging(limit=100):
    """What every list can be asked for."""
    return [
        parameter("after", "query", integer(minimum=0), "What is behind this number, in the list's order.", required=False),
        parameter("limit", "query", integer(minimum=1, default=limit), "How many; never more than 1,000.", required=False),
        parameter("order", "query", choice("oldest", "newest"), "Which come first; default `oldest`.", required=False),
    ]


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
        "Requests": page("requests", {"type": "object"}),
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


def paths(sandbox, guarded, error, explanation):
    number = parameter("number", "path", integer(minimum=1), "The number of a request.")
    wrong = error("An unknown parameter, or a wrong one.")
    form = parameter("format", "query", choice(*FORMATS), "Default `json`. HAR is 1.2; `curl` is a command for each.", required=False)
    return {
        "/sandboxes/{sandbox}/requests": {
            "get": operation(
                "The journal", {"200": answer("A page of it.", ref("Requests")), "400": wrong, **guarded},
                [
                    sandbox, *paging(), form,
                    *(parameter(name, "query", schema, "Only where it is this.", required=False) for name, schema in FILTERS.items()),
                ],
            ),
            "delete": operation(
                "Empty the journal", {"200": answer("Done.", thing({"removed": integer(minimum=0), "next_number": integer(minimum=1)})), **guarded},
                [sandbox],
            ),
        },
        "/sandboxes/{sandbox}/requests/{number}": {
            "get": operation("One request", {"200": answer("It.", {"type": "object"}), "400": wrong, **guarded}, [sandbox, number, form])
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
                [sandbox], body(ref("Verification"), "The question; YAML too.", application__yaml=text()),
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
