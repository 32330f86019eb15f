/// The header lines of one part.
struct PartHead {
    var name = ""
    var fileName: String?
    var contentType: String?
    /// Where the contents begin.
    let end: Int

    init(_ part: ArraySlice<UInt8>, limit: Int, number: Int) throws(Multipart.Flaw) {
        var place = part.startIndex
        var disposition: MediaType?
        while let line = Self.line(of: part, from: place) {
            place = line.next
            guard place - part.startIndex <= limit else { break }
            if line.text.isEmpty {
                guard let disposition, disposition.isEqual("form-data"), let name = disposition.text("name") else {
                    throw Multipart.Flaw("Part \(number) needs a Content-Disposition: form-data with a name.")
                }
                self.name = name
                fileName = disposition.extendedText("filename") ?? disposition.text("filename")
                end = place
                return
            }
            guard let colon = line.text.firstIndex(of: UInt8(ascii: ":")) else {
                throw Multipart.Flaw("Part \(number) has a header line without a colon.")
            }
            let value = String(decoding: line.text[colon...].dropFirst(), as: UTF8.self)
            switch String(decoding: line.text[..<colon], as: UTF8.self).lowercased() {
            case "content-disposition": disposition = MediaType(value)
            case "content-type": contentType = String(value.drop { $0 == " " })
            default: break
            }
        }
        guard place - part.startIndex <= limit else {
            throw Multipart.Flaw("The header of part \(number) is longer than \(limit) bytes.")
        }
        throw Multipart.Flaw("The header of part \(number) does not end with an empty line.")
    }

    /// The line that begins there, without its line break; nil when none ends in the part.
    private static func line(
        of part: ArraySlice<UInt8>, from start: Int
    ) -> (text: ArraySlice<UInt8>, next: Int)? {
        var place = start
        while place + 1 < part.endIndex {
            if part[place] == 0x0D, part[place + 1] == 0x0A { return (part[start..<place], place + 2) }
            place += 1
        }
        return nil
    }
}
