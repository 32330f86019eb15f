"""The routes of the control API that steer by hand and show what goes on."""

import journal
from words import *

STATES = ["queued", "running", "completed", "failed"]
UPCOMING = ["answer", "pause", "keep_alive", "connection", "job_ends", "callback", "webhook_attempt", "webhook_put_aside", "phase_begins"]
KINDS = ["request", "job", "webhook", "rule", "phase", "clock", "scenario", "reset", "account", "journal", "verdict"]


def schemas(time):
    maybe, count, provider = nullable(text()), integer(minimum=0), choice(*PROVIDERS)
    moment = nullable(time)
    return {
        "Job": thing(
            {
                "number": integer("In the order in which jobs were made.", minimum=0), "id": text(), "provider": provider, "account": text(), "model": text(),
                "modality": text(), "state": choice(*STATES), "error": nullable(thing({"name": maybe, "message": maybe})),
                "created": time, "planned_end": moment, "ended": moment, "ends_by": choice("time", "polls", "nothing"),
                "progress": nullable(number(minimum=0, maximum=1)), "price": text("Dollars."), "polls": count, "callback": maybe, "files": count,
                "steered": flag("A hand has decided how it goes on."),
            }
        ),
        "Asset": thing(
            {
                "job": text(), "provider": provider, "name": text(), "kind": text(), "type": text(), "width": nullable(count), "height": nullable(count),
                "seconds": nullable(number()), "bytes": nullable(count), "path": text("Where its bytes are."),
            }
        ),
        "Rule": thing(
            {
                "number": integer(minimum=1), "rule": text(), "phase": maybe, "is_on": flag("Its phase is on now."), "used_from": maybe,
                "on": items(text()), "matched": count, "showed": count, "masked": count, "times": nullable(count), "per": text(),
                "acts_left": nullable(count),
            }
        ),
        "Upcoming": thing(
            {"at": moment, "in_ms": nullable(count), "what": choice(*UPCOMING), "words": text()},
            {"request": nullable(integer(minimum=1)), "job": maybe, "provider": provider, "webhook": text(), "phase": text()},
        ),
        "Account": thing(
            {
                "name": text(), "balance": described(maybe, "Dollars; null: unlimited."), "spent": text(), "spent_today": text(), "created": time,
                "models": nullable(items(text())),
                "limits": thing({"requests": maybe, "burst": nullable(count), "concurrent_jobs": nullable(count)}),
                "running_jobs": items(thing({"provider": provider, "jobs": count})),
                "counted_requests": items(thing({"provider": provider, "pool": text(), "limit": count, "remaining": count, "reset": time})),
            }
        ),
        "AccountChange": thing(
            {},
            {
                "balance": {"description": "Dollars; null: unlimited."},
                "limits": {"type": ["object", "null"], "description": "As in a scenario."},
                "models": described(nullable(items(text())), "Globs; null: every model."),
            },
            open=True,
        ),
    }


def paths(sandbox, guarded, error):
    wrong = error("An unknown parameter, or a wrong one.")
    provider = parameter("provider", "query", choice(*PROVIDERS), "Where several have a job of that id.", required=False)
    job = parameter("job", "path", text(), "The id of a job.")
    following = {"type": ["integer", "null"], "description": "What `after` must be for the next page; null: this is the last."}

    def steering(summary, request=None):
        responses = {
            "200": answer("The job as it is now.", ref("Job")), "400": error("The body or a parameter is wrong."),
            "409": error("The job has ended, or several providers have one of that id."), "415": error("The body is of another type."), **guarded,
        }
        return {"post": operation(summary, responses, [sandbox, job, provider], request)}

    def shown(summary, schema, parameters=(), **more):
        return {"get": operation(summary, {"200": answer("It.", schema), "400": wrong, **guarded, **more}, [sandbox, *parameters])}

    file = [sandbox, job, parameter("file", "path", text(), "The name of a file."), provider]
    return {
        "/sandboxes/{sandbox}/requests/{number}/release": {
            "post": operation(
                "Answer a request that is held",
                {"200": answer("It is answered.", thing({"released": integer(minimum=1)})), "409": error("It is not held."), **guarded},
                [sandbox, parameter("number", "path", integer(minimum=1), "The number of a request.")],
            )
        },
        "/sandboxes/{sandbox}/jobs": shown(
            "The jobs", thing({"kept": integer(minimum=0), "dropped": integer(minimum=0), "next": following, "jobs": items(ref("Job"))}),
            [
                *journal.paging(), parameter("provider", "query", choice(*PROVIDERS), "Only its own.", required=False),
                parameter("account", "query", line(), "Only its own.", required=False), parameter("model", "query", line(), "Only of this.", required=False),
                parameter("state", "query", choice(*STATES), "Only in this state.", required=False),
            ],
        ),
        "/sandboxes/{sandbox}/jobs/{job}": shown("A job", ref("Job"), [job, provider], **{"409": error("Several providers have a job of that id.")}),
        "/sandboxes/{sandbox}/jobs/{job}/complete": steering("Let a job complete now"),
        "/sandboxes/{sandbox}/jobs/{job}/fail": steering(
            "Let a job fail now", {**body(thing({}, {"error": text("The name of an error."), "message": text()})), "required": False}
        ),
        "/sandboxes/{sandbox}/jobs/{job}/release": steering("Let a job go on that a rule holds up"),
        "/sandboxes/{sandbox}/accounts": shown(
            "The accounts, their balances and how full their limits are",
            thing({"total": integer(minimum=0), "matching": integer(minimum=0), "next": {"type": ["string", "null"]}, "accounts": items(ref("Account"))}),
            [parameter("after", "query", line(), "Those after this name.", required=False), *journal.paging()[1:]],
        ),
        "/sandboxes/{sandbox}/accounts/{account}": {
            "get": operation("An account", {"200": answer("It.", ref("Account")), **guarded}, [sandbox, parameter("account", "path", text(), "Its name.")]),
            "patch": operation(
                "Change an account",
                {
                    "200": answer("As it is now.", ref("Account")), "400": error("The body is no JSON."), "415": error("The body is of another type."),
                    "422": answer("What is wrong with it.", {"anyOf": [ref("BadScenario"), ref("Error")]}), **guarded,
                },
                [sandbox, parameter("account", "path", text(), "Its name.")], body(ref("AccountChange")),
            ),
        },
        "/sandboxes/{sandbox}/upcoming": shown(
            "What is to come, in order of time", thing({"now": text(), "total": integer(minimum=0), "upcoming": items(ref("Upcoming"))}),
            [parameter("limit", "query", count(1), "How many; never more than 200.", required=False)],
        ),
        "/sandboxes/{sandbox}/rules": shown(
            "The rules, and how often each matched, showed and was masked",
            thing({"scenario": text(), "total": integer(minimum=0), "next": following, "rules": items(ref("Rule"))}), journal.paging(),
        ),
        "/sandboxes/{sandbox}/assets": shown(
            "The files of the jobs that have completed", thing({"next": following, "assets": items(ref("Asset"))}),
            [
                *journal.paging(), parameter("provider", "query", choice(*PROVIDERS), "Only its own.", required=False),
                parameter("job", "query", line(), "Only of this job.", required=False),
            ],
        ),
        "/sandboxes/{sandbox}/assets/{job}/{file}": {
            "get": operation(
                "The bytes of a file, which no rule changes and no journal notes",
                {
                    "200": {"description": "All of them.", "content": {"*/*": {}}}, "206": {"description": "A part of them.", "content": {"*/*": {}}},
                    "400": wrong, "409": error("The job has no files yet."), "416": {"description": "There is no such part."}, **guarded,
                },
                file,
            )
        },
        "/sandboxes/{sandbox}/events": {
            "get": operation(
                "Everything that happens, as server-sent events",
                {
                    "200": {"description": "Until the client goes, or the sandbox does.", "content": {"text/event-stream": {"schema": text()}}},
                    "400": wrong, "503": error("As many listen as may."), **guarded,
                },
                [
                    sandbox, parameter("types", "query", line(), f"With commas between: {', '.join(KINDS)}.", required=False),
                    parameter("Last-Event-ID", "header", text(), "Go on behind this event.", required=False),
                ],
            )
        },
    }
