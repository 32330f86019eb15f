extension String {
    /// For HTML and SVG, within an element or an attribute in double quotes.
    var html: String { xml.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "&#39;") }
}
