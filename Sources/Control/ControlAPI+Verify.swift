import Documents
import Engine
import HTTPMessages
import Scenario

extension ControlAPI {
    /// How many numbers of requests an answer has [chosen].
    private static let mostNumbers = 1_000

    /// `POST sandboxes/{s}/verify`: did such requests come, so many, in this order?
    func verify(_ request: Request, _ sandbox: Sandbox) -> Response {
        let verification: Verification
        do {
            verification = try Verification.load(
                request.bytes, named: "request", format: BodyType.of(request, first: .json) == .yaml ? .yaml : .json,
                vocabulary: target.vocabulary)
        } catch {
            return .json(422, refusal(error, "Nothing was judged.", of: "The question"))
        }
        let verified = sandbox.verify(verification)
        let verdict = verified.verdict
        return .json(
            200,
            [
                "verdict": Node(.string(verdict.word.rawValue)),
                "reason": Node(.string(verdict.reason)),
                "matching": Node(.number(Number(verdict.numbers.count))),
                "numbers": Node(.array(verdict.numbers.prefix(Self.mostNumbers).map { Node(.number(Number($0))) })),
                "total": Node(.number(Number(verified.total))),
                "dropped": Node(.number(Number(verified.dropped))),
                "unclear": Node(
                    .array(
                        verdict.doubts.map {
                            ["number": Node(.number(Number($0.number))), "reason": Node(.string($0.reason))]
                        })),
                "nearest": Node(
                    .array(
                        verdict.misses.map {
                            [
                                "number": Node(.number(Number($0.number))),
                                "differences": Node(.array($0.differences.map { Node(.string($0)) })),
                            ]
                        })),
            ])
    }
}
