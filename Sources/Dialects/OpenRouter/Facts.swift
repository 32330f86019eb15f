import Core
import DialectKit
import Documents

/// What this dialect keeps with a generation to answer for it later on.
struct Facts {
    var providerName: String
    var promptTokens: Int
    var completionTokens: Int
    /// US dollars of the price that are for what went in.
    var promptCost: Decimal
    var streams: Bool
    /// The stream shows the text of a vector file.
    var streamsText: Bool
    /// It was asked for at the chat route.
    var isChat: Bool
    /// The model also speaks there.
    var speaks: Bool

    var node: Node {
        [
            "provider_name": Node(.string(providerName)), "prompt_tokens": Node(.number(Number(promptTokens))),
            "completion_tokens": Node(.number(Number(completionTokens))), "prompt_cost": promptCost.node,
            "streams": Node(.bool(streams)), "streams_text": Node(.bool(streamsText)),
            "is_chat": Node(.bool(isChat)), "speaks": Node(.bool(speaks)),
        ]
    }
}

extension Facts {
    init(_ job: Job) {
        self.init(job.request.details)
    }

    init(_ details: Node?) {
        self.init(
            providerName: details?["provider_name"]?.string ?? "",
            promptTokens: details?["prompt_tokens"]?.number?.int ?? 0,
            completionTokens: details?["completion_tokens"]?.number?.int ?? 0,
            promptCost: details?["prompt_cost"]?.number?.decimal ?? .zero,
            streams: details?["streams"]?.bool ?? false, streamsText: details?["streams_text"]?.bool ?? false,
            isChat: details?["is_chat"]?.bool ?? false, speaks: details?["speaks"]?.bool ?? false)
    }
}

extension Job {
    /// US dollars to the tenth place, or what a scenario says instead.
    var cost: Decimal { price == request.price ? request.unitPrice : price.decimal }
}
