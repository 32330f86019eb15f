import Core

extension Grammar {
    /// language.md §2.2
    var match: Table {
        let globs = Shape.oneOrMany(.scalar(.glob))
        return Table(
            "`match`",
            [
                Key("provider", .oneOrMany(provider), "one provider or several"),
                Key("model", globs, "globs of the model"),
                Key("account", globs, "globs of the account's name"),
                Key("path", globs, "globs of the path below the provider's base, as it was sent"),
                Key("job_id", globs, "globs of the job's id"),
                Key(
                    "modality", .oneOrMany(.word(Words("modality", Modality.allCases.map(\.rawValue)))), "what is made"),
                Key("method", .oneOrMany(.scalar(.text(.httpMethod))), "the HTTP method"),
                Key("prompt", .definition(.matcher(.text)), "the prompt"),
                Key("job.status", .definition(.matcher(.state)), "state of the job that a poll or a download concerns"),
                Key("job.age", .definition(.matcher(.duration)), "how long ago that job was created"),
                Key("job.polls", .definition(.matcher(.count)), "how often that job was polled before"),
                Key("attempt", .definition(.matcher(.count)), "how often this very request was seen before, plus 1"),
                Key("any_of", Self.list(.definition(.match), 1...100), "at least one of these holds"),
            ],
            families: [
                Family("header.", .headerName, .definition(.matcher(.field)), "a request header"),
                Family("query.", .any, .definition(.matcher(.field)), "a query parameter"),
                Family("body.", .bodyPath, .definition(.matcher(.value)), "a value of the JSON body"),
            ])
    }

    /// A value to be equal to, or a mapping of operators that must all hold.
    func matcher(_ kind: MatcherKind) -> Shape {
        let operand = Self.operand(kind)
        return .either([operand, .table(Table("a matcher", Self.equality(kind, operand) + Self.others(kind, operand)))])
    }

    private static func operand(_ kind: MatcherKind) -> Shape {
        switch kind {
        case .text, .field: text
        case .value: .either([text, boolean, .null])
        case .state: word("job state", "queued", "running", "completed", "failed")
        case .duration: duration
        case .count: count
        }
    }

    private static func equality(_ kind: MatcherKind, _ operand: Shape) -> [Key] {
        let any = kind == .value ? Shape.document : operand
        return [
            Key("equals", any, "the very value"),
            Key("in", list(any, 1...mostWords), "one of these values"),
            Key("not", .definition(.matcher(kind)), "what must not hold"),
        ]
    }

    private static func others(_ kind: MatcherKind, _ operand: Shape) -> [Key] {
        switch kind {
        case .state: []
        case .text: texts
        case .field, .value: texts + order(.scalar(.number(-.infinity ... .infinity)))
        case .duration, .count: order(operand)
        }
    }

    private static let texts = [
        Key("contains", text, "a part of the text"),
        Key("starts_with", text, "how the text begins"),
        Key("matches", .scalar(.regularExpression), "a regular expression that is found in the text"),
        Key("glob", .scalar(.glob), "a pattern for the whole text"),
        Key("exists", boolean, "whether there is a value at all"),
    ]

    private static func order(_ operand: Shape) -> [Key] {
        [
            Key("gt", operand, "greater than"),
            Key("gte", operand, "greater or equal"),
            Key("lt", operand, "less than"),
            Key("lte", operand, "less or equal"),
        ]
    }
}
