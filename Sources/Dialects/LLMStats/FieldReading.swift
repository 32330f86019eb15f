import Core
import DialectKit
import Documents

extension Rejection {
    init(unknown param: String) {
        self.init(Refusal(.unknownField, param: param), at: .fields)
    }

    init(missing param: String) {
        self.init(Refusal(.missingField, message: "\(param) is required.", param: param), at: .fields)
    }

    /// `complaint` follows the name: `must be a string.`
    init(wrong param: String, _ complaint: String, at stage: Stage = .fields) {
        self.init(Refusal(.invalidInput, message: "\(param) \(complaint)", param: param), at: stage)
    }
}

/// Values of one field each, or the problem with it. Only a problem's words are built at a cost.
extension Node {
    func text(of param: @autoclosure () -> String) throws(Rejection) -> String {
        guard case .string(let text) = value else { throw Rejection(wrong: param(), "must be a string.") }
        return text
    }

    /// `5.0` is an integer, `12.5` and `"5"` are none [chosen: strict input].
    func integer(of param: @autoclosure () -> String) throws(Rejection) -> Int {
        guard let integer = number?.int else { throw Rejection(wrong: param(), "must be an integer.") }
        return integer
    }

    func prompt() throws(Rejection) -> String {
        let prompt = try text(of: "input.\(Name.prompt)")
        // No scalar is shorter than a byte, so most prompts need no counting.
        let length = prompt.utf8.count
        guard length > 0, length <= Bound.prompt.upperBound || prompt.unicodeScalars.count <= Bound.prompt.upperBound
        else {
            throw Rejection(wrong: "input.\(Name.prompt)", "must be between 1 and 8000 characters.")
        }
        return prompt
    }

    func imageCount() throws(Rejection) -> Int {
        guard let images = array else { throw Rejection(wrong: "input.\(Name.images)", "must be a list of URLs.") }
        guard images.count <= Bound.images else {
            throw Rejection(wrong: "input.\(Name.images)", "must have at most 8 entries.")
        }
        for image in images {
            guard let address = image.string, isWebAddress(address, schemes: ["https", "http"]) else {
                throw Rejection(wrong: "input.\(Name.images)", "must be http or https URLs.")
            }
        }
        return images.count
    }

    func number(of param: @autoclosure () -> String) throws(Rejection) -> Number {
        guard let number else { throw Rejection(wrong: param(), "must be a number.") }
        return number
    }
}

/// What a field says that has an effect, or the problem with it.
extension GenerationInput {
    func wantedRatio() throws(Rejection) -> WantedRatio? {
        guard let ratio else { return nil }
        guard let wanted = WantedRatio(ratio) else {
            throw Rejection(wrong: "input.\(Name.aspectRatio)", "must be a ratio such as 16:9.")
        }
        return wanted
    }

    func wantedSize() throws(Rejection) -> PixelSize? {
        guard let size else { return nil }
        guard let wanted = PixelSize(plain: size) else {
            throw Rejection(wrong: "input.\(Name.size)", "must be a size such as 1024x1024.")
        }
        return wanted
    }

    func wantedDuration() throws(Rejection) -> Number? {
        guard let duration else { return nil }
        guard let seconds = duration.decimal, seconds > Decimal(0) else {
            throw Rejection(wrong: "input.\(Name.duration)", "must be a number of seconds above 0.")
        }
        return duration
    }
}
