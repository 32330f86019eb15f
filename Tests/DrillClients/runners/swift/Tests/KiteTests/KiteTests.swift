import Foundation
import Testing

#if canImport(FoundationNetworking)
import FoundationNetworking
#endif

/// A test of a client, as a suite has it. Its client sends everything again.
private func create() async throws -> Data {
    let environment = ProcessInfo.processInfo.environment
    let base = try #require(environment["UNDERSTUDY_UNIFIED_TASKS_BASE_URL"].flatMap { URL(string: $0) })
    var request = URLRequest(url: base.appending(path: "v1/tasks"))
    request.httpMethod = "POST"
    request.setValue("Bearer \(environment["UNDERSTUDY_UNIFIED_TASKS_KEY"] ?? "")", forHTTPHeaderField: "Authorization")
    request.setValue("application/json", forHTTPHeaderField: "Content-Type")
    request.httpBody = Data(#"{"model":"openai/gpt-image-2","input":{"prompt":"a red kite"}}"#.utf8)
    for _ in 0..<2 {
        if let (data, _) = try? await URLSession.shared.data(for: request) { return data }
    }
    return try await URLSession.shared.data(for: request).0
}

@Test func `a task is accepted`() async throws {
    let answer = try await create()
    #expect(String(decoding: answer, as: UTF8.self).contains(#""status":"pending""#))
}
