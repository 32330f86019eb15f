import Core
import DialectKit
import Documents
import HTTPMessages
import Time

extension OpenRouterDialect {
    /// Source: openrouter.md §3.4.
    func accountPage(_ account: AccountView, in context: Context) -> Response {
        guard let label = account.page.flatMap(AccountPage.label) else { return credits(account) }
        return page(data: keyMembers(account, label: label))
    }

    private func credits(_ account: AccountView) -> Response {
        page(data: [
            "total_credits": (account.balance + account.spent).node, "total_usage": account.spent.node,
        ])
    }

    /// All that the SDK's types demand; nothing is known of other days than all of them, so usage is total [sdk][chosen].
    private func keyMembers(_ account: AccountView, label: String) -> Members {
        let limit = account.isUnlimited ? nil : (account.balance + account.spent).node
        return [
            "label": Node(.string(label)), "usage": account.spent.node, "usage_daily": account.spent.node,
            "usage_weekly": account.spent.node, "usage_monthly": account.spent.node, "byok_usage": 0,
            "byok_usage_daily": 0, "byok_usage_weekly": 0, "byok_usage_monthly": 0, "limit": limit,
            "limit_remaining": account.isUnlimited ? nil : account.balance.node, "limit_reset": nil,
            "include_byok_in_limit": false, "is_free_tier": false, "is_management_key": false,
            "is_provisioning_key": false, "creator_user_id": nil, "organization_id": nil, "workspace_id": nil,
            "allowed_data_regions": ["global"], "budgets": [], "effective_budget": nil,
            "free_model_daily_requests": ["limit": 1000, "remaining": 1000, "used": 0],
            "rate_limit": [
                "requests": -1, "interval": "10s", "note": "This field is deprecated and safe to ignore.",
            ],
        ]
    }

    /// A generation is told of once it has ended [chosen]. What did not come about cost nothing [docs].
    func generationPage(_ view: JobView, in context: Context) -> Response {
        guard let ended = view.ended else { return envelope(Refusal(.notFound), in: context) }
        let facts = Facts(view.job)
        let isDone = view.state == .completed
        let cost = isDone ? Node(.number(Number(text: view.job.cost.text))) : 0
        let took = Node(.number(Number(Int((ended - view.created).nanoseconds / 1_000_000))))
        return page(data: [
            "id": Node(.string(view.job.id)), "model": Node(.string(view.job.request.model)), "api_type": "image",
            "created_at": Node(.string(view.created.withMicroseconds)), "total_cost": cost, "usage": cost,
            "streamed": Node(.bool(facts.streams)), "cancelled": Node(.bool(view.job.plan.cancelled != nil)),
            "provider_name": Node(.string(facts.providerName)), "latency": took, "generation_time": took,
            "moderation_latency": nil, "finish_reason": isDone ? "stop" : nil,
            "native_finish_reason": isDone ? "stop" : nil,
            "tokens_prompt": Node(.number(Number(facts.promptTokens))),
            "tokens_completion": Node(.number(Number(isDone ? facts.completionTokens : 0))),
            "native_tokens_prompt": Node(.number(Number(facts.promptTokens))),
            "native_tokens_completion": Node(.number(Number(isDone ? facts.completionTokens : 0))),
            "native_tokens_completion_images": Node(.number(Number(isDone ? facts.completionTokens : 0))),
            "native_tokens_reasoning": nil, "native_tokens_cached": nil,
            "num_media_prompt": Node(.number(Number(view.job.request.assets.first?.references ?? 0))),
            "num_media_completion": Node(.number(Number(isDone ? view.job.request.assets.count : 0))),
            "num_input_audio_prompt": nil, "num_search_results": nil, "num_fetches": nil, "is_byok": false,
            "upstream_id": nil, "upstream_inference_cost": nil, "cache_discount": nil, "app_id": nil, "origin": "",
            "router": nil, "external_user": nil, "http_referer": nil, "user_agent": nil, "preset_id": nil,
            "workspace_id": nil, "service_tier": nil, "provider_responses": nil, "web_search_engine": nil,
            "data_region": "global",
        ])
    }

    private func page(data: Members) -> Response {
        var writer = JSONWriter(reserving: 1536)
        writer.beginObject()
        writer.member("data", Node(.object(data)))
        writer.endObject()
        return page(writer.finish())
    }
}

extension Timestamp {
    /// `2026-11-20T12:00:00.000000+00:00` [docs]
    fileprivate var withMicroseconds: String { iso8601Milliseconds.dropLast() + "000+00:00" }
}
