/// Values as they stand in answers; null for what there is none of.
extension Node {
    public static func text(_ text: String?) -> Node { text.map { Node(.string($0)) } ?? nil }
    public static func number(_ number: Int?) -> Node { number.map { Node(.number(Number($0))) } ?? nil }
    public static func flag(_ flag: Bool) -> Node { Node(.bool(flag)) }
    public static func list(_ nodes: [Node]) -> Node { Node(.array(nodes)) }
}
