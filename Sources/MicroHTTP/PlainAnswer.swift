import HTTPMessages

extension Gate.Refusal {
    static func longHead(_ limits: HeadLimits) -> Gate.Refusal {
        Gate.Refusal(status: 431, reason: "the head of the request is longer than \(limits.bytes) bytes")
    }

    static func manyFields(_ limits: HeadLimits) -> Gate.Refusal {
        Gate.Refusal(status: 431, reason: "the request has more than \(limits.fields) header fields and cookies")
    }

    static func longTarget(_ limits: HeadLimits) -> Gate.Refusal {
        Gate.Refusal(status: 414, reason: "the request target is longer than \(limits.bytes) bytes")
    }

    static func manyParameters(_ limits: HeadLimits) -> Gate.Refusal {
        Gate.Refusal(status: 414, reason: "the query has more than \(limits.fields) parameters")
    }

    static let noContinuation = Gate.Refusal(status: 417, reason: "the scenario refuses to say 100 Continue")
    static let stopping = Gate.Refusal(status: 503, reason: "the server is stopping")
    static let overloaded = Gate.Refusal(status: 503, reason: "too many bytes of request bodies are in memory")
    static let tooLarge = Gate.Refusal(status: 413, reason: "the body is far larger than its limit")
    static let missingAsset = Gate.Refusal(status: 500, reason: "the file of this answer was not filled in")
}

/// What this room answers by itself: a line of plain text, and the connection closes.
enum PlainAnswer {
    /// - Parameter allowsOrigins: whether pages of other sites may read it.
    static func response(_ refusal: Gate.Refusal, allowsOrigins: Bool) -> Response {
        var headers: Headers = ["Content-Type": "text/plain; charset=utf-8", "Connection": "close"]
        if allowsOrigins { headers.append("Access-Control-Allow-Origin", "*") }
        return Response(status: refusal.status, headers: headers, body: text(refusal))
    }

    /// The same as it goes over the wire, for where the library takes no answer any more.
    static func bytes(_ refusal: Gate.Refusal, allowsOrigins: Bool) -> [UInt8] {
        let response = response(refusal, allowsOrigins: allowsOrigins)
        return RawHead.bytes(of: response, framing: .length(text(refusal).count)) + text(refusal)
    }

    private static func text(_ refusal: Gate.Refusal) -> [UInt8] {
        Array("\(refusal.reason)\n".utf8)
    }
}
