"""The routes of the control API that are about webhooks."""

from journal import page, paging
from words import *

STATES = ["scheduled", "in_flight", "delivered", "gave_up", "dropped_by_scenario", "dropped", "blocked", "abandoned"]
OUTCOMES = ["in_flight", "delivered", "failed", "blocked", "abandoned"]
REASONS = ["timeout", "refused", "reset", "tls", "dns", "garbage", "blocked"]
FILTERS = {"id": line(), "job": line(), "provider": choice(*PROVIDERS), "type": line(), "state": choice(*STATES)}


def schemas(time):
    fields = items({"type": "array", "items": text(), "minItems": 2, "maxItems": 2}, "Names and values, in order.")
    return {
        "WebhookAttempt": thing(
            {
                "attempt": integer("Counted from 1.", minimum=1), "scheduled_at": time, "started_at": time,
                "finished_at": nullable(time), "wall_started_at": time,
                "took_ms": {"type": ["integer", "null"], "description": "In real time."},
                "resolved_ip": {"type": ["string", "null"]},
                "request": thing({"headers": fields, "body": text("Byte for byte what was signed."), "body_sha256": text()}),
                "signature_scheme": text(), "key_ids": items(text()), "forged": flag("A receiver should refuse it."),
                "response": nullable(thing({"status": integer(), "headers": fields, "body_prefix": text()})),
                "outcome": choice(*OUTCOMES), "reason": nullable(choice(*REASONS)), "detail": {"type": ["string", "null"]},
            }
        ),
        "Webhook": thing(
            {
                "number": integer("Counted from 1.", minimum=1), "id": text(), "type": text(), "job": text(), "provider": text(), "account": text(),
                "url": text("Without the values of its query."), "created_at": time, "state": choice(*STATES),
                "next_attempt_at": nullable(time), "detail": {"type": ["string", "null"]},
                "faults": items(text(), "The rules that had a say."), "attempt_count": integer(minimum=0),
                "attempts": items(ref("WebhookAttempt"), "The last 50."),
            }
        ),
        "Webhooks": page("webhooks", ref("Webhook"), pending=integer("Not ended.", minimum=0)),
        "InboxMessage": thing(
            {
                "number": integer(minimum=1), "time": time, "method": text(), "query": text(), "headers": fields,
                "body": {"type": ["string", "null"]}, "json": {"description": "The body, where it is JSON."},
                "signature": thing(
                    {
                        "verdict": choice("genuine", "unsigned", "refused"), "scheme": {"type": ["string", "null"]},
                        "key_id": {"type": ["string", "null"]}, "problem": {"type": ["string", "null"]},
                    }
                ),
                "status": integer("What it was answered."),
            }
        ),
    }


def paths(sandbox, guarded, error):
    one = path_text("id", "A webhook's id, or its job's.")
    inbox = parameter("name", "path", text(pattern="^[A-Za-z0-9_-]{1,64}$"), "Any name of letters, digits, `-` and `_`.")
    log = answer("The log.", ref("Webhooks"))
    log["content"]["application/x-ndjson"] = {"schema": text("A line for each attempt.")}
    received = thing({"received": {"const": True}})
    refused = {
        "400": "A parameter that is no number.", "403": "From a page of another site.", "404": "There is no such sandbox.",
        "413": "Over 1 MiB.", "503": "There are too many inboxes.",
    }
    # The query may ask for any status, one of these too.
    taken = {
        "200": answer("It is kept.", received), "default": answer("It is kept, and the query asks for that status.", received),
        **{status: {"description": "It is kept, and the query asks for a status without a body."} for status in ("204", "304")},
        **{status: answer(why, {"anyOf": [ref("Error"), received]}) for status, why in refused.items()},
    }
    script = [
        parameter("status", "query", integer(minimum=200, maximum=599), "What to answer.", required=False),
        parameter("times", "query", integer(minimum=0), "Only the first so many messages; then 200.", required=False),
        parameter("retry_after", "query", integer(minimum=0), "Seconds to ask for.", required=False),
    ]
    return {
        "/sandboxes/{sandbox}/webhooks": {
            "get": operation(
                "The log of webhooks", {"200": log, "400": error("An unknown parameter, or a wrong one."), **guarded},
                [
                    sandbox,
                    *paging(),
                    parameter("format", "query", choice("json", "ndjson"), "Default `json`.", required=False),
                    *(parameter(name, "query", schema, "Only where it is this.", required=False) for name, schema in FILTERS.items()),
                ],
            )
        },
        "/sandboxes/{sandbox}/webhooks/{id}": {
            "get": operation(
                "One webhook",
                {
                    "200": answer("As it stands, or when it was taken.", ref("Webhook")),
                    "408": error("With `wait`: it was not taken before `timeout` was over."),
                    "409": answer("With `wait`: it ended without being taken, or the sandbox was reset.", ref("Webhook")),
                    "400": error("An unknown parameter."), "503": error("The server stops, or too many requests wait."), **guarded,
                },
                [
                    sandbox, one, parameter("wait", "query", choice("acknowledged"), "Answer when it was taken.", required=False),
                    parameter("timeout", "query", text(), "How long, in real time: such as `5s`; default `30s`, at most `24h`.", required=False),
                ],
            )
        },
        "/sandboxes/{sandbox}/webhooks/{id}/redeliver": {
            "post": operation(
                "Send it once more",
                {"202": answer("It is on its way.", thing({"redelivering": text()})), "409": error("It has not ended yet."), **guarded},
                [sandbox, one],
            )
        },
        "/sandboxes/{sandbox}/inbox/{name}": {
            method: operation("Take a webhook in", taken, [sandbox, inbox, *script], key=False)
            for method in ("get", "post", "put", "patch", "delete")
        },
        "/sandboxes/{sandbox}/inbox/{name}/messages": {
            "get": operation(
                "What came to an inbox",
                {
                    "200": answer(
                        "Oldest first.",
                        thing({"total": integer(minimum=0), "dropped": integer(minimum=0), "messages": items(ref("InboxMessage"))}),
                    ),
                    **guarded,
                },
                [sandbox, inbox],
            )
        },
        "/sandboxes/{sandbox}/jwks.json": {
            "get": operation(
                "The public keys of `fal` webhooks",
                {
                    "200": answer("A JWKS.", thing({"keys": items(thing({"kty": choice("OKP"), "crv": choice("Ed25519"), "x": text()}))})),
                    "403": error("From a page of another site."), "404": guarded["404"],
                },
                [sandbox],
                key=False,
            )
        },
    }
