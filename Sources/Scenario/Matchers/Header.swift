import HTTPMessages
import Matching

extension MatchFamily {
    static let header = MatchFamily(
        "header.", .headerName, .field, "a request header",
        describe: { subject, name, text in subject.request.headers.append(name, text) },
        value: { name in { Value($0.request.headers[name]) } })
}
