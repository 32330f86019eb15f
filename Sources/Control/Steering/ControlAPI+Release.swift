import DialectKit
import Documents
import Engine
import HTTPMessages

extension ControlAPI {
    /// `POST …/requests/{number}/release`
    func releaseRequest(_ written: String, _ sandbox: Sandbox) -> Response {
        guard let number = plainInteger(written), number > 0 else {
            return .problem(404, "A request is named by its number in the journal, such as 7, not `\(written)`.")
        }
        return switch sandbox.release(request: number) {
        case .released: .json(200, ["released": .number(number)])
        case .unknown: .problem(404, "There is no request \(number) yet; GET …/requests lists those that came.")
        case .dropped: .problem(409, "Request \(number) is not held, and the journal had to let its entry go.")
        case .isNotHeld:
            .problem(409, "Request \(number) is not held: it waits neither for a job nor in a pause of its answer.")
        }
    }
}
