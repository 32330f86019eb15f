import Core
import DialectKit
import Documents

extension OpenRouterDialect {
    /// What a generation took and cost, as much of it as the setting says. Source: openrouter.md §3.1.3, §7.
    func usage(of job: Job, _ settings: Settings) -> Node? {
        guard let form = UsageForm(rawValue: settings.text(SettingName.usage)), form != .absent else { return nil }
        let facts = Facts(job)
        var members: Members = [
            "prompt_tokens": Node(.number(Number(facts.promptTokens))),
            "completion_tokens": Node(.number(Number(facts.completionTokens))),
            "total_tokens": Node(.number(Number(facts.promptTokens + facts.completionTokens))),
            "cost": form == .nullCost ? nil : job.cost.node,
        ]
        if form == .full { addDetails(of: job, facts, to: &members) }
        return Node(.object(members))
    }

    /// Nobody brings a key of their own, nothing is cached, and all that is made are pictures. What the provider behind it took is
    /// what the request cost [third-party].
    private func addDetails(of job: Job, _ facts: Facts, to members: inout Members) {
        // A price that a scenario sets instead may be lower than what the prompt would have cost.
        let promptCost = min(facts.promptCost, job.cost)
        members.append(Members.Member(key: "is_byok", value: false))
        members.append(Members.Member(key: "prompt_tokens_details", value: ["cached_tokens": 0]))
        members.append(
            Members.Member(
                key: "cost_details",
                value: [
                    "upstream_inference_cost": job.cost.node, "upstream_inference_prompt_cost": promptCost.node,
                    "upstream_inference_completions_cost": (job.cost - promptCost).node,
                ]))
        members.append(
            Members.Member(
                key: "completion_tokens_details",
                value: ["reasoning_tokens": 0, "image_tokens": Node(.number(Number(facts.completionTokens)))]))
    }
}

/// How much of `usage` answers have: all that live answers carry, tokens and cost, those without a cost, or nothing.
enum UsageForm: String, CaseIterable {
    case full, basic
    case nullCost = "null_cost"
    case absent
}
