import Documents

/// The keys of a file (language.md §1).
enum ScenarioKeys {
    static func table(_ vocabulary: Vocabulary) -> Table {
        let settings = Key(settings.name, SettingsKeys.shape(vocabulary), settings.key.help)
        let keys: [any Keyed] = [
            version, name, summary, seed, strictErrors, use, clock, pace, accounts, settings, models, phases, rules,
            expect,
        ]
        return Table("a scenario", keys)
    }

    static let version = Field("understudy", .integer(1...1), "the version of the language, 1", required: true)
    static let name = Field(
        "name", .slug, "what the scenario is called: lower-case letters, digits and `-`", required: true)
    static let summary = Field("summary", .text, "one sentence for people")
    static let seed = Field("seed", .integer(.min ... .max), "what every draw begins with; default 0")
    static let strictErrors = Field(
        "strict_errors", .boolean,
        "whether an error that a provider lacks is refused, instead of the nearest that it has; default false")
    static let use = Field(
        "use", .list(of: Form.slug), "scenarios whose rules and models are appended after this file's")
    static let clock = Field(
        "clock", ClockKeys.form,
        "how scenario time moves; absent: like the wall clock")
    static let pace = Field("pace", .pace, "how long jobs take; default `quick`")
    static let accounts = Field(
        "accounts", .list(of: .table(AccountKeys.table), 0...10_000),
        "who may come; absent: any key the provider's form allows")
    /// What it may have depends on the vocabulary.
    static let settings = Field("settings", .parts(.document), "the knobs of each provider")
    static let models = Field(
        "models", .list(of: .table(ModelKeys.table), 0...Grammar.mostModels),
        "models that the providers' catalogs do not have")
    static let phases = Field("phases", .list(of: .table(PhaseKeys.table)), "a time line, in scenario time")
    static let rules = Field(
        "rules", .list(of: .table(RuleKeys.table), 0...Grammar.mostRules), "what happens to which requests")
    static let expect = Field("expect", .list(of: .parts(Expectation.shape)), "what is judged when the run ends")

    /// Those of the file, then those of its phases.
    static func everyRule(_ root: Reading) -> [Reading] {
        (root[rules] ?? []) + (root[phases] ?? []).flatMap { $0[PhaseKeys.rules] ?? [] }
    }
}

extension Builder {
    /// Everything but what `use` adds. What could not be read has its default here; the problems then keep it from use.
    mutating func scenario(_ root: Reading, source: [UInt8]) -> Scenario {
        isStrictAboutErrors = root[ScenarioKeys.strictErrors] ?? false
        settings = settings(root[ScenarioKeys.settings])
        checkNames(root)
        checkSigning(root)
        return Scenario(
            name: root[ScenarioKeys.name] ?? "", summary: root[ScenarioKeys.summary] ?? "",
            seed: Int64(root[ScenarioKeys.seed] ?? 0),
            clock: root[ScenarioKeys.clock].map { Scenario.ClockPlan($0, &self) },
            pace: root[ScenarioKeys.pace] ?? .quick, accounts: accounts(root[ScenarioKeys.accounts] ?? []),
            settings: settings, models: models(root[ScenarioKeys.models] ?? []),
            catalogs: vocabulary.providers.compactMapValues(\.catalog),
            steps: vocabulary.providers.mapValues { Set($0.steps.keys) },
            errorsBeforeLimits: vocabulary.providers.mapValues(\.beforeLimits),
            phases: phases(root[ScenarioKeys.phases] ?? []),
            rules: (root[ScenarioKeys.rules] ?? []).map { Rule($0, &self) },
            expectations: (root[ScenarioKeys.expect] ?? []).compactMap { Expectation($0, &self) }, source: source,
            uses: root[ScenarioKeys.use] ?? [], remarks: [])
    }

    private mutating func checkNames(_ root: Reading) {
        func names(_ readings: [Reading], _ name: some Keyed) -> [Reading] {
            readings.compactMap { $0.entry(name)?.value }
        }
        let rules = names(ScenarioKeys.everyRule(root), RuleKeys.name).sorted {
            ($0.place.line, $0.place.column) < ($1.place.line, $1.place.column)
        }
        reportRepeated(rules, "a rule")
        reportRepeated(names(root[ScenarioKeys.phases] ?? [], PhaseKeys.name), "a phase")
        reportRepeated(names(root[ScenarioKeys.accounts] ?? [], AccountKeys.name), "an account")
    }

    /// Reports each text that came before.
    private mutating func reportRepeated(_ readings: [Reading], _ what: String) {
        var lines: [String: Int32] = [:]
        for reading in readings {
            guard let text = reading.text else { continue }
            if let line = lines[text] {
                report(
                    "`\(shortened(text))` is already the name of \(what), on line \(line); each needs its own",
                    at: reading)
            } else {
                lines[text] = reading.place.line
            }
        }
    }
}
