extension JSONParser {
    /// Reads a mapping from its `{` to behind its `}`.
    mutating func object(_ text: Span<UInt8>) throws(Failure) -> Members {
        try descend()
        offset += 1
        skipSpace(text)
        var members: [Members.Member] = []
        var marks: UInt64 = 0
        var mayRepeat = false
        if next(text) != UInt8(ascii: "}") {
            members.reserveCapacity(8)
            repeat {
                let member = try self.member(text)
                let mark = member.key.mark
                mayRepeat = mayRepeat || marks & mark != 0
                marks |= mark
                members.append(member)
            } while try goesOn(text, until: UInt8(ascii: "}"))
        }
        offset += 1
        depth -= 1
        let result = Members(members)
        if mayRepeat { noteDuplicate(in: result) }
        return result
    }

    private mutating func member(_ text: Span<UInt8>) throws(Failure) -> Members.Member {
        guard next(text) == UInt8(ascii: "\"") else { throw unexpected(text, "a key in double quotes") }
        let place = self.place
        let key = try string(text)
        skipSpace(text)
        guard next(text) == UInt8(ascii: ":") else { throw unexpected(text, "a colon after the key") }
        offset += 1
        skipSpace(text)
        return Members.Member(key: key, keyPlace: place, value: try value(text))
    }

    /// Reads a list from its `[` to behind its `]`.
    mutating func array(_ text: Span<UInt8>) throws(Failure) -> [Node] {
        try descend()
        offset += 1
        skipSpace(text)
        var elements: [Node] = []
        if next(text) != UInt8(ascii: "]") {
            repeat { elements.append(try value(text)) } while try goesOn(text, until: UInt8(ascii: "]"))
        }
        offset += 1
        depth -= 1
        return elements
    }

    /// After a value: true behind a comma, false in front of the closing bracket.
    private mutating func goesOn(_ text: Span<UInt8>, until end: UInt8) throws(Failure) -> Bool {
        skipSpace(text)
        let byte = next(text)
        if byte == end { return false }
        guard byte == UInt8(ascii: ",") else {
            throw unexpected(text, "a comma or \(Character(Unicode.Scalar(end))) after the value")
        }
        let comma = (offset, place)
        offset += 1
        skipSpace(text)
        guard next(text) == end else { return true }
        throw Failure(
            message: "a comma stands before the closing \(Character(Unicode.Scalar(end)))", place: comma.1,
            offset: comma.0)
    }

    /// An inner mapping ends before the outer one does, so the earlier place wins, not the first report.
    private mutating func noteDuplicate(in members: Members) {
        guard let repeated = members.firstDuplicate else { return }
        if let earlier = duplicate?.keyPlace, earlier < repeated.keyPlace { return }
        duplicate = repeated
    }
}

extension String {
    /// One of 64 bits, mostly another one for another short key: where no bit comes twice, no key does.
    ///
    /// A letter outside ASCII has equivalent spellings with other bytes, so a key with such letters has every bit.
    fileprivate var mark: UInt64 {
        let bytes = utf8Span.span
        var sum = UInt8(truncatingIfNeeded: bytes.count)
        var all: UInt8 = 0
        for index in bytes.indices {
            sum = sum &* 5 &+ bytes[index]
            all |= bytes[index]
        }
        return all < 0x80 ? 1 << UInt64(sum & 63) : .max
    }
}

extension Place {
    fileprivate static func < (left: Place, right: Place) -> Bool {
        (left.line, left.column) < (right.line, right.column)
    }
}
