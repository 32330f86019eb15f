import Core
import Documents
import Engine
import HTTPMessages
import Scenario
import Time

extension ControlAPI {
    private static let example =
        "Such as {\"balance\":\"12.50\",\"limits\":{\"concurrent_jobs\":2},\"models\":[\"veo*\"]}."

    /// `GET …/accounts`: by name, those behind `after`.
    func accounts(_ request: Request, _ sandbox: Sandbox) -> Response {
        do {
            let found = sandbox.accounts
            let page = try ListQuery<AccountReport, String>(request.query, []).page(of: found.accounts) {
                $0.account.name
            }
            return .json(
                200,
                [
                    "total": .number(found.accounts.count), "matching": .number(page.matching),
                    "next": .text(page.next),
                    "accounts": .list(page.items.map { $0.node(sandbox) }),
                ])
        } catch {
            return error.response
        }
    }

    /// `GET …/accounts/{account}`, and `PATCH` by RFC 7396.
    func account(_ call: ControlCall, _ sandbox: Sandbox) -> Response {
        let name = call["account"]
        guard call.request.method == "PATCH" else {
            return sandbox.account(named: name).map { .json(200, $0.node(sandbox)) } ?? .noAccount(name)
        }
        let change: AccountChange
        do {
            let members = try JSONBody.members(of: call.request.bytes, example: Self.example)
            change = try AccountChange(members, target.vocabulary)
        } catch let failure as AccountChange.Failure {
            return .problem(422, "The account was not changed. \(failure.problems.joined(separator: "; ")).")
        } catch let failure as RequestProblem {
            return failure.response
        } catch {
            return .problem(500, "\(error)")
        }
        return switch sandbox.change(account: name, change) {
        case .changed(let report): .json(200, report.node(sandbox))
        case .unknown: .noAccount(name)
        case .burstNeedsRequests:
            .problem(
                422, "The account was not changed. `limits.burst`: needs `limits.requests`, which the account has not.")
        }
    }
}

extension Response {
    fileprivate static func noAccount(_ name: String) -> Response {
        problem(
            404,
            "There is no account `\(name)`; GET …/accounts lists them. One that no scenario lists comes into being with the first request of its key."
        )
    }
}

extension AccountReport {
    /// No key is among it.
    func node(_ sandbox: Sandbox) -> Node {
        let (calendar, account) = (sandbox.calendar, account)
        let limits: Node = [
            "requests": .text(account.limits.requests?.written), "burst": .number(account.limits.burst),
            "concurrent_jobs": .number(account.limits.concurrentJobs),
        ]
        return [
            "name": .text(account.name), "balance": .text(account.balance?.text),
            "spent": .text(account.spent.text), "spent_today": .text(spentToday.text),
            "created": .text(calendar(account.created).iso8601Milliseconds),
            "models": account.models.map { Node.list($0.map { .text($0) }) } ?? nil, "limits": limits,
            "running_jobs": .list(
                running.map { ["provider": .text($0.provider.rawValue), "jobs": .number($0.count)] }),
            "counted_requests": .list(
                rates.map { rate in
                    [
                        "provider": .text(rate.provider.rawValue), "pool": .text(rate.pool),
                        "limit": .number(rate.limit), "remaining": .number(rate.remaining),
                        "reset": .text(calendar(rate.reset).iso8601Milliseconds),
                    ]
                }),
        ]
    }
}

extension Rate {
    /// As a scenario has it: `10/1m`.
    fileprivate var written: String { "\(requests)/\(DurationText.text(per))" }
}
