import ArgumentParser

/// What is written about a verdict; `drill` and `serve` take them alike.
struct ReportOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp("Write the report to that file, as JSON; `-` is standard output.", valueName: "file"))
    var json: String?

    @Option(help: ArgumentHelp("The same as JUnit XML, which CI systems read.", valueName: "file"))
    var junit: String?

    @Option(help: ArgumentHelp("The same as CTRF, the Common Test Report Format.", valueName: "file"))
    var ctrf: String?

    @Option(help: ArgumentHelp("The same as Markdown, for the summary of a CI job.", valueName: "file"))
    var markdown: String?

    @Option(help: ArgumentHelp("The same as a page for a browser.", valueName: "file"))
    var html: String?

    @Flag(help: "Leave real durations out of reports: the same run gives the same bytes.")
    var stable = false
}
