import Documents

/// Inputs that break one rule and nothing before it, made from the rule's own block.
struct RuleBreaker {
    let model: Node
    let rule: Node
    let base: Input

    init(model: Node, rule: Node) {
        self.model = model
        self.rule = rule
        let minimal = Samples.minimal(model)
        base =
            switch rule["field"]?.string ?? rule["array"]?.string {
            case "multi_shots", "multi_shots[].duration": minimal.without(["prompt"])
            case "voices": minimal.setting("native_audio", true)
            case "aspect_ratio" where rule["only_with"] == "kling_rules=current":
                minimal.setting("video_mode", rule["allowed"] == nil ? "elements" : "transform")
            default: minimal
            }
    }

    /// Empty for the kinds that refuse nothing.
    func inputs() -> [Input] {
        switch rule["kind"]!.string! {
        case "mutually_exclusive": [adding(rule["groups"]!.array!.map { $0.array![0].string! })]
        case "requires": [adding([fields[0]]).without(names("requires_all") + names("requires_any"))]
        case "requires_value": [adding(fields)]
        case "required", "required_one_of", "required_one_of_when", "required_when": unmet()
        case "exactly_one_of": [base.without(fields), adding(fields)]
        case "conditional_value": conditional()
        case "field_scope": fields.map { adding([$0]) }
        case "forbidden_field": fields.map { adding([$0]) }
        case "forbidden_when": conditions().map { base.merging($0) { $1 }.adding(fields, of: model) }
        case "forbidden_value": rule["values"]!.array!.map { base.setting(field, $0) }
        case "max_items", "array_size":
            counts().map { base.setting(field, Samples.list(of: parameter(field), count: $0)) }
        case "max_total": conditions().map { total(base.merging($0) { $1 }) }
        case "sum_range": [[8, 8], [1, 1]].map { base.setting("multi_shots", shots($0)) }
        case "item_rule": items().map { base.setting(rule["array"]!.string!, [$0]) }
        case "order": orders()
        case "max_length_when": lengths()
        default: []
        }
    }

    var fields: [String] { names("fields") }
    var field: String { rule["field"]!.string! }
    func names(_ key: String) -> [String] { rule[key]?.array?.compactMap(\.string) ?? [] }
    func parameter(_ name: String) -> Node { Samples.parameter(name, of: model)! }
    private func adding(_ names: [String]) -> Input { base.adding(names, of: model) }

    /// Every way the `when` block can hold, one condition at a time.
    private func conditions() -> [Input] {
        guard let when = rule["when"]?.object else {
            return [Input().adding(Array(names("when_any_present").prefix(1)), of: model)]
        }
        return when.flatMap { line in
            (line.value.array ?? [line.value]).map { $0 == "absent" ? [:] : [line.key: $0] }
        }
    }

    private func unmet() -> [Input] {
        guard rule["when"] != nil else { return [base.without(fields)] }
        return conditions().map { base.merging($0) { $1 }.without(fields) }
    }

    private func conditional() -> [Input] {
        if let value = rule["value"] { return [base.setting(field, value)] }
        let allowed = rule["allowed"]!.array!
        let other = parameter(field)["enum"]!.array!.first { !allowed.contains($0) } ?? "512p"
        return conditions().map { base.merging($0) { $1 }.setting(field, other) }
    }

    private func counts() -> [Int] {
        if let exactly = rule["exactly"]?.number?.int { return [exactly - 1, exactly + 1] }
        let least = rule["min"]?.number?.int ?? 0
        return (least > 0 ? [least - 1] : []) + [rule["max"]!.number!.int! + 1]
    }

    /// Fills the first list as far as its own bound goes, then the others one by one.
    private func total(_ base: Input) -> Input {
        let most = rule["max"]!.number!.int!
        var (input, count) = (base, 0)
        for path in names("count") {
            let name = String(path.prefix { $0 != "[" })
            let own = parameter(name)["max_items"]?.number?.int ?? most
            let wanted = min(own, most + 1 - count)
            input[name] = Samples.list(of: parameter(name), count: wanted)
            count += wanted
        }
        return input
    }

    private func shots(_ seconds: [Int]) -> Node {
        Node(.array(seconds.map { ["prompt": "text", "duration": Node(.number(Number($0)))] }))
    }

    private func items() -> [Node] {
        let item = Samples.item(of: parameter(rule["array"]!.string!)).object!
        let one = rule["item_field"]?.string ?? ""
        switch rule["check"]!.string! {
        case "min_items": return [item.setting(one, [])]
        case "forbidden": return [item.setting(one, Samples.url(1))]
        case "required_one_of":
            let bare = item.filter { !names("item_fields").contains($0.key) }
            return [[:], Node(.object(Members(bare))), ["description": "a red kite"], ["image_urls": []]]
        case "item_type": return ["text", 5]
        case "field_type": return [item.setting(one, "text")]
        case "exactly_one_of":
            return [
                [:], names("item_fields").reduce(item) { $0.setting($1, Samples.url(1)) }.setting("voice_id", 1001),
            ]
            .map { (members: Members) in Node(.object(members)) }
        default: return names("item_fields").map { name in Node(.object(Members(item.filter { $0.key != name }))) }
        }
    }

    private func orders() -> [Input] {
        let (lower, upper) = (rule["lower"]!.string!, rule["upper"]!.string!)
        let reversed = base.setting(lower, 10).setting(upper, 5)
        return rule["allow_equal"]!.bool! ? [reversed] : [reversed, base.setting(lower, 5).setting(upper, 5)]
    }

    private func lengths() -> [Input] {
        let known = rule["limits"]!.object!.filter { Samples.parameter($0.key, of: model) != nil }
        return conditions().flatMap { condition in
            known.map { limit in
                let text = String(repeating: "é", count: limit.value.number!.int! + 1)
                return base.merging(condition) { $1 }.setting(limit.key, Node(.string(text)))
            }
        }
    }
}

extension Input {
    func setting(_ name: String, _ value: Node) -> Input {
        merging([name: value]) { $1 }
    }

    func without(_ names: [String]) -> Input {
        filter { !names.contains($0.key) }
    }

    func adding(_ names: [String], of model: Node) -> Input {
        names.reduce(self) { $0.setting($1, Samples.value($1, of: model)) }
    }
}

extension Members {
    func setting(_ name: String, _ value: Node) -> Members {
        Members(filter { $0.key != name } + [Member(key: name, value: value)])
    }

    func setting(_ name: String, _ value: Node) -> Node {
        Node(.object(setting(name, value)))
    }
}
