import Documents
import Testing

@testable import Engine

struct CanonicalTextTests {
    private func bytes(_ json: String) throws -> [UInt8] {
        var text = CanonicalText(reserving: 0)
        text.append(try JSONReader.read(Array(json.utf8)).root)
        return text.bytes
    }

    @Test(arguments: [
        (#"{"b":1,"a":2,"c":3}"#, #"{"a":2,"b":1,"c":3}"#),
        (#"{"c":{"y":1,"x":[]},"b":null}"#, #"{"b":null,"c":{"x":[],"y":1}}"#),
        (
            #"{"i":9,"h":8,"g":7,"f":6,"e":5,"d":4,"c":3,"b":2,"a":1}"#,
            #"{"a":1,"b":2,"c":3,"d":4,"e":5,"f":6,"g":7,"h":8,"i":9}"#
        ),
        (#"{"a":1,"b":2,"a":3}"#, #"{"a":3,"b":2}"#),
        (
            #"{"a":0,"i":9,"h":8,"g":7,"f":6,"e":5,"d":4,"c":3,"b":2,"a":1}"#,
            #"{"a":1,"b":2,"c":3,"d":4,"e":5,"f":6,"g":7,"h":8,"i":9}"#
        ),
        (#"{"å":1,"z":2,"":3}"#, #"{"":3,"å":1,"z":2}"#), ("1.50", "15e-1"),
    ])
    func `equal contents are equal bytes, however keys are ordered and repeated`(one: String, other: String) throws {
        #expect(try bytes(one) == bytes(other))
    }

    @Test(arguments: [
        (#"{"a":1,"b":2}"#, #"{"a":2,"b":1}"#), (#"["a","b"]"#, #"["b","a"]"#), (#"{"a":"1"}"#, #"{"a":1}"#),
        (#"["ab","c"]"#, #"["a","bc"]"#), ("{}", "[]"), (#"{"a":1,"b":2,"a":3}"#, #"{"a":1,"b":2}"#),
    ])
    func `other contents are other bytes`(one: String, other: String) throws {
        #expect(try bytes(one) != bytes(other))
    }
}
