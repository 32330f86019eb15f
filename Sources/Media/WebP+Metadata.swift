extension WebP {
    /// What the file says about itself, as XMP (RFC 9649 §2.7.1.5; ISO 16684-1): the whole prompt is its description.
    static func metadata(of picture: Picture) -> [UInt8] {
        let texts = Dictionary(PNG.descriptions(of: picture).map { ($0.keyword, $0.text) }) { first, _ in first }
        let xml = """
            <x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">\
            <rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" \
            xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmp:CreatorTool="\(escaped(texts["Software"]))" \
            dc:source="\(escaped(texts["Source"]))"><dc:description><rdf:Alt><rdf:li xml:lang="x-default">\
            \(escaped(texts["Description"]))</rdf:li></rdf:Alt></dc:description><dc:title><rdf:Alt>\
            <rdf:li xml:lang="x-default">\(escaped(texts["Comment"]))</rdf:li></rdf:Alt></dc:title>\
            </rdf:Description></rdf:RDF></x:xmpmeta>
            """
        return Array(xml.utf8)
    }

    /// The feature flags and the size of the extended layout (RFC 9649 §2.7).
    static func features(of canvas: Canvas) -> [UInt8] {
        var features: [UInt8] = [(canvas.alpha ? 0x10 : 0) | 0x04, 0, 0, 0]
        for side in [canvas.width - 1, canvas.height - 1] {
            for shift in [0, 8, 16] { features.append(UInt8(truncatingIfNeeded: side >> shift)) }
        }
        return features
    }

    private static func escaped(_ text: String?) -> String { XMLText.escaped(text ?? "") }
}
