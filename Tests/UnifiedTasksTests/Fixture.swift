import Catalog
import Core
import DialectKit
import Documents
import Foundation
import HTTPMessages
import Time
import UnifiedTasks

let base = "http://127.0.0.1:4010/unified-tasks"
let taskID = "3f0c1e58-6f00-4a8e-9d0a-2f4f6b1c9a77"
let start = Timestamp(iso8601: "2026-11-20T10:00:00Z", requiresZone: true)!

/// The tree of the catalog that ships.
private let dialectTree: Node = {
    let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Fixtures/catalogs/unified-tasks.yaml")
    return try! YAMLReader.read([UInt8](Data(contentsOf: file)))
}()
let dialectCatalog = try! ParameterCatalog(reading: dialectTree)
let dialect = try! UnifiedTasksDialect(catalog: dialectTree)

func parse(
    _ method: String, _ path: String, query: String = "", body: String = "", key: String? = "sk-test",
    settings: Settings = Settings()
) -> ParsedRequest {
    let headers: Headers = key.map { ["Authorization": "Bearer \($0)"] } ?? [:]
    let request = Request(
        method: method, path: path, query: query, headers: headers, body: Array(body.utf8), base: base)
    return dialect.parse(request, settings: settings)
}

func create(_ body: String, settings: Settings = Settings()) -> ParsedRequest {
    parse("POST", "/v1/tasks", body: body, settings: settings)
}

/// What a create of that model asks the engine to make.
func creation(_ model: String, _ input: String, more: String = "", settings: Settings = Settings()) -> Creation? {
    switch create(#"{"model": "\#(model)", "input": \#(input)\#(more)}"#, settings: settings).operation {
    case .create(let creation), .dryRun(let creation): creation
    default: nil
    }
}

func problem(_ parsed: ParsedRequest) -> Rejection? {
    if case .rejected(let rejection) = parsed.operation { rejection } else { nil }
}

func view(_ creation: Creation, _ state: Job.State, failure: Creation.Failure? = nil) -> JobView {
    let job = Job(
        id: taskID, provider: .unifiedTasks, account: "a", created: .zero,
        plan: Plan(queued: .zero, running: .zero), request: creation, price: creation.price, base: base)
    return JobView(
        job: job, state: state, created: start, ended: state.isTerminal ? start : nil, failure: failure, linkExpiry: nil
    )
}

func context(_ settings: [String: SettingValue] = [:], step: Step? = .poll) -> Context {
    Context(base: base, now: start, settings: Settings(settings), requestID: "r", step: step, sign: { $0 })
}

func json(_ response: Response) throws -> Node {
    guard case .bytes(let bytes) = response.body else { return nil }
    return try JSONReader.read(bytes).root
}

func json(_ text: String) throws -> Node {
    try JSONReader.read(Array(text.utf8)).root
}
