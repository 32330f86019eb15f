import Testing
import UnderstudyServer

@Suite struct CommandHintTests {
    @Test(
        arguments: [
            ("serv", "did you mean `serve`?"),
            ("chek a.yaml", "did you mean `check`?"),
            ("start", "did you mean `serve`?"),
            (
                "frobnicate",
                "the commands are `serve`, `drill`, `run`, `check`, `explain`, `models`, `scenarios` and `help`"
            ),
            ("drill.yaml", "did you mean `serve --scenario drill.yaml`?"),
            ("--scenario drill.yaml", "did you mean `serve --scenario drill.yaml`?"),
            ("version", "did you mean `--version`?"),
            ("serve drill.yaml", "did you mean `serve --scenario drill.yaml`?"),
            ("serve --port 0 drill.yaml", "did you mean `serve --scenario drill.yaml`?"),
            ("serve --port=0 drill.yaml", "did you mean `serve --scenario drill.yaml`?"),
            ("serve lost-answer", "did you mean `serve --scenario lost-answer`?"),
            ("lost-answer", "did you mean `serve --scenario lost-answer`?"),
            ("serve 4011", "did you mean `serve --port 4011`?"),
            ("serve getimg=4011", "did you mean `serve --serve getimg=4011`?"),
            ("serve getimg", "did you mean `serve --serve getimg=4011`?"),
            ("serve --port x", "`--port` takes a number, such as 4010, or 0 for any free one"),
            ("serve --port=abc", "`--port` takes a number, such as 4010, or 0 for any free one"),
            ("check", "name a scenario file or a folder: `check drill.yaml`"),
            ("explain", "the file comes first, then the request: `explain drill.yaml --request provider=getimg`"),
            ("explain a.yaml", "the file comes first, then the request: `explain a.yaml --request provider=getimg`"),
            (
                "explain --request provider=getimg a.yaml", "did you mean `explain a.yaml --request provider=getimg`?"
            ),
            (
                "explain provider=getimg on=poll a.yaml",
                "did you mean `explain a.yaml --request provider=getimg on=poll`?"
            ),
            ("explain a.yaml --request provider=getimg", nil),
            ("models", nil),
            ("drill pytest -q", "the command stands behind `--`, as in `drill --scenario drill.yaml -- pytest -q`"),
            ("run pytest", "the command stands behind `--`, as in `run -- pytest -q`"),
            ("drill --sede 1 -- true", nil),
        ] as [(String, String?)])
    func `a command line that cannot be read is told what was meant`(line: String, hint: String?) {
        #expect(CommandHint.text(for: line.split(separator: " ").map(String.init)) == hint)
    }

    @Test(arguments: [
        ("drils.yaml", "a/", ["drill.yaml", "notes.txt"], " Did you mean a/drill.yaml?"),
        ("zzz", "", ["drill.yaml", "other.yml", "scenario.schema.json"], " There is drill.yaml, other.yml."),
        ("zzz", "", ["notes.txt"], " Name a file that ends in .yaml, .yml or .json."),
    ])
    func `a scenario file that is missing is told of with what there is`(
        name: String, folder: String, names: [String], words: String
    ) {
        #expect(CommandHint.text(forMissing: name, in: folder, with: names) == words)
    }
}
