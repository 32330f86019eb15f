import Documents

extension String {
    /// For XML 1.0, within an element or an attribute in double quotes. What XML has no character for (§2.2) becomes U+FFFD.
    var xml: String {
        var text = ""
        for scalar in unicodeScalars {
            switch scalar {
            case "&": text += "&amp;"
            case "<": text += "&lt;"
            case ">": text += "&gt;"
            case "\"": text += "&quot;"
            case "\r": text += "&#13;"
            case _ where scalar.isXML: text.unicodeScalars.append(scalar)
            default: text += "\u{FFFD}"
            }
        }
        return text
    }

    /// Line breaks as well, which an attribute would lose.
    var xmlAttribute: String {
        xml.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "&#10;")
    }
}

extension Unicode.Scalar {
    /// `Char` of XML 1.0 §2.2; without the noncharacters of its end, which some readers refuse.
    fileprivate var isXML: Bool {
        switch value {
        case 0x9, 0xA, 0xD, 0x20...0xD7FF, 0xE000...0xFFFD, 0x1_0000...0x10_FFFF: value & 0xFFFE != 0xFFFE
        default: false
        }
    }
}
