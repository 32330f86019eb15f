import Core
import HTTPMessages
import Testing
import Time

@testable import Scenario
@testable import UnderstudyServer

/// Ten bytes, made on Sun, 06 Nov 1994 08:49:37 GMT and asked for ten seconds later.
@Suite struct PreconditionTests {
    private let made = Timestamp(unixSeconds: 784_111_777)
    private static let before = "Sun, 06 Nov 1994 08:49:36 GMT"
    private static let then = "Sun, 06 Nov 1994 08:49:37 GMT"
    private static let later = "Sun, 06 Nov 1994 08:49:38 GMT"

    private func answer(
        _ headers: Headers, method: String = "GET", sends change: Decision? = nil, age: Duration = .seconds(10)
    ) -> Response {
        let file = FileAnswer(
            file: .whole(Array("0123456789".utf8)), tag: "\"a\"", modified: made, name: "f.png", decision: change,
            date: made + age)
        let request = Request(method: method, path: "/f", headers: headers)
        return file.apply(to: Response(status: 200, headers: ["Content-Type": "image/png"]), request)
    }

    private func decision(asset headers: [(String, String?)] = [], patch: [(String, String?)] = []) throws -> Decision {
        func header(_ field: (String, String?)) -> HeaderChange {
            HeaderChange(name: field.0, value: field.1)
        }
        var decision = Decision()
        if !headers.isEmpty {
            decision.asset = AssetDirective()
            decision.asset?.headers = headers.map(header)
        }
        if !patch.isEmpty {
            decision.patch = PatchDirective()
            decision.patch?.headers = patch.map(header)
        }
        return decision
    }

    @Test(
        arguments: [
            // Only the same bytes will do.
            (["If-Match": "\"a\""], 200), (["If-Match": "\"b\", \"a\""], 200), (["If-Match": "*"], 200),
            (["If-Match": "\"b\""], 412), (["If-Match": "W/\"a\""], 412), (["If-Match": ""], 412),
            (["If-Match": "\"b\", \"*\""], 412),
            (["If-Unmodified-Since": then], 200), (["If-Unmodified-Since": later], 200),
            (["If-Unmodified-Since": before], 412), (["If-Unmodified-Since": "Sunday, 06-Nov-94 08:49:36 GMT"], 412),
            (["If-Unmodified-Since": "Sun Nov  6 08:49:36 1994"], 412), (["If-Unmodified-Since": "yesterday"], 200),
            // Known is known, be it weakly.
            (["If-None-Match": "\"a\""], 304), (["If-None-Match": "W/\"a\""], 304), (["If-None-Match": "*"], 304),
            (["If-None-Match": "\"b\""], 200), (["If-None-Match": "\"b,\", W/\"a\""], 304),
            (["If-None-Match": "\"b,a\""], 200),
            (["If-Modified-Since": then], 304), (["If-Modified-Since": later], 304),
            (["If-Modified-Since": before], 200),
            (["If-Modified-Since": "yesterday"], 200),
            // A tag goes before a date, and If-Match before If-None-Match.
            (["If-Match": "\"a\"", "If-Unmodified-Since": before], 200),
            (["If-None-Match": "\"b\"", "If-Modified-Since": then], 200),
            (["If-Match": "\"b\"", "If-None-Match": "\"a\""], 412),
            (["If-Match": "\"a\"", "If-None-Match": "\"a\""], 304),
            (["If-Match": "\"b\"", "Range": "bytes=0-1"], 412),
            (["If-None-Match": "\"a\"", "Range": "bytes=0-1"], 304),
            (["If-Match": "\"a\"", "Range": "bytes=0-1"], 206), (["If-Match": "\"a\"", "Range": "bytes=99-"], 416),
        ] as [(Headers, Int)])
    func `conditions are judged in the order of the standard`(headers: Headers, status: Int) {
        #expect(answer(headers).status == status)
        #expect(answer(headers, method: "HEAD").status == (status == 206 || status == 416 ? 200 : status))
    }

    @Test(arguments: [
        ("\"a\"", 206), ("\"b\"", 200), ("W/\"a\"", 200), (then, 206), (later, 200), (before, 200), ("a", 200),
    ])
    func `a part is sent only of the very file that the client has`(condition: String, status: Int) {
        #expect(answer(["Range": "bytes=0-1", "If-Range": condition]).status == status)
    }

    @Test func `a date of the same second proves nothing`() {
        #expect(answer(["Range": "bytes=0-1", "If-Range": Self.then], age: .milliseconds(900)).status == 200)
    }

    @Test func `a client that is refused learns which file there is`() {
        let refused = answer(["If-Match": "\"b\""])
        #expect(refused.headers["etag"] == "\"a\"")
        #expect(refused.headers["content-type"] == "text/plain; charset=utf-8")
        #expect(refused.text == "The file is not the one that the request names.\n")
    }

    /// Whatever changes the tag: only what is sent counts.
    @Test(arguments: ["asset", "patch"])
    func `a tag that a rule sends is the one that counts`(aspect: String) throws {
        let tag: [(String, String?)] = [("ETag", "\"scripted\"")]
        let sends = try aspect == "asset" ? decision(asset: tag) : decision(patch: tag)
        for (name, known, unknown) in [("If-None-Match", 304, 200), ("If-Match", 200, 412)] {
            var headers: Headers = [name: "\"scripted\""]
            #expect(answer(headers, sends: sends).status == known)
            headers = [name: "\"a\""]
            #expect(answer(headers, sends: sends).status == unknown)
        }
        #expect(answer(["Range": "bytes=0-1", "If-Range": "\"scripted\""], sends: sends).status == 206)
        #expect(answer(["Range": "bytes=0-1", "If-Range": "\"a\""], sends: sends).status == 200)
    }

    @Test func `a weak tag of a rule is good for nothing that wants the same bytes`() throws {
        let sends = try decision(asset: [("ETag", "W/\"x\"")])
        #expect(answer(["If-None-Match": "W/\"x\""], sends: sends).status == 304)
        #expect(answer(["If-Match": "W/\"x\""], sends: sends).status == 412)
        #expect(answer(["Range": "bytes=0-1", "If-Range": "W/\"x\""], sends: sends).status == 200)
    }

    @Test func `without a tag or a date nothing is known but that there is a file`() throws {
        let sends = try decision(asset: [("ETag", nil), ("Last-Modified", nil)])
        #expect(answer(["If-None-Match": "\"a\""], sends: sends).status == 200)
        #expect(answer(["If-None-Match": "*"], sends: sends).status == 304)
        #expect(answer(["If-Match": "\"a\""], sends: sends).status == 412)
        #expect(answer(["If-Unmodified-Since": Self.before], sends: sends).status == 200)
        #expect(answer(["Range": "bytes=0-1", "If-Range": "\"a\""], sends: sends).status == 200)
    }

    @Test func `an answer that a rule makes an error has no conditions`() throws {
        var decision = Decision()
        decision.replace = ReplaceDirective()
        decision.replace?.status = 500
        for name in ["If-None-Match", "If-Match"] {
            var headers: Headers = [:]
            headers.append(name, name == "If-Match" ? "\"b\"" : "\"a\"")
            #expect(answer(headers, sends: decision).status == 200)
        }
    }
}
