import Matching

/// Finds the rules that may be for a model among any number for others: a tree of letters, where a rule hangs at the
/// end of what its glob begins with. Looking up takes as many steps as the model's name has letters.
struct ModelIndex: Sendable {
    private struct Node: Sendable {
        var edges: Range<Int32>
        /// Rules whose glob goes on with a wildcard from here.
        var open: Range<Int32>
        /// Rules whose glob ends here.
        var exact: Range<Int32>
    }

    private struct Edge: Sendable {
        var byte: UInt8
        var target: Int32
    }

    private var nodes: [Node] = []
    private var edges: [Edge] = []
    private var rules: [Int32] = []

    init(_ globs: [(glob: Glob, index: Int)]) {
        guard !globs.isEmpty else { return }
        let root = Branch()
        for (glob, index) in globs {
            let prefix = glob.pattern.utf8.prefix { $0 != UInt8(ascii: "*") && $0 != UInt8(ascii: "?") }
            let end = prefix.reduce(root) { $0.child($1) }
            if glob.literal == nil { end.open.append(Int32(index)) } else { end.exact.append(Int32(index)) }
        }
        flatten(root)
    }

    /// The places of those rules, in their order, each once.
    func candidates(for model: String) -> [Int] {
        guard !nodes.isEmpty else { return [] }
        var found: [Int] = []
        var node = nodes[0]
        add(node.open, to: &found)
        for byte in model.utf8 {
            guard let next = target(of: byte, in: node.edges) else { return ordered(found) }
            node = nodes[next]
            add(node.open, to: &found)
        }
        add(node.exact, to: &found)
        return ordered(found)
    }

    /// Whether there are any.
    func hasCandidates(for model: String) -> Bool {
        guard !nodes.isEmpty else { return false }
        var node = nodes[0]
        for byte in model.utf8 {
            guard node.open.isEmpty, let next = target(of: byte, in: node.edges) else { return !node.open.isEmpty }
            node = nodes[next]
        }
        return !node.open.isEmpty || !node.exact.isEmpty
    }

    private func add(_ range: Range<Int32>, to found: inout [Int]) {
        for index in range { found.append(Int(rules[Int(index)])) }
    }

    private func ordered(_ found: [Int]) -> [Int] {
        guard found.count > 1 else { return found }
        return found.sorted().reduce(into: []) { if $0.last != $1 { $0.append($1) } }
    }

    /// Edges of a node are in the order of their bytes.
    private func target(of byte: UInt8, in range: Range<Int32>) -> Int? {
        var (low, high) = (Int(range.lowerBound), Int(range.upperBound))
        while low < high {
            let middle = (low + high) / 2
            let edge = edges[middle]
            if edge.byte == byte { return Int(edge.target) }
            if edge.byte < byte { low = middle + 1 } else { high = middle }
        }
        return nil
    }

    /// Breadth first, so that a long pattern costs no depth of stack.
    private mutating func flatten(_ root: Branch) {
        var waiting = [root]
        var next = 0
        while next < waiting.count {
            let branch = waiting[next]
            next += 1
            let firstEdge = Int32(edges.count)
            for (byte, child) in branch.children {
                edges.append(Edge(byte: byte, target: Int32(waiting.count)))
                waiting.append(child)
            }
            nodes.append(
                Node(edges: firstEdge..<Int32(edges.count), open: keep(branch.open), exact: keep(branch.exact)))
        }
    }

    private mutating func keep(_ indices: [Int32]) -> Range<Int32> {
        let first = Int32(rules.count)
        rules += indices
        return first..<Int32(rules.count)
    }

    /// A node while the tree grows.
    private final class Branch {
        var children: [(byte: UInt8, branch: Branch)] = []
        var open: [Int32] = []
        var exact: [Int32] = []

        func child(_ byte: UInt8) -> Branch {
            let place = children.firstIndex { $0.byte >= byte } ?? children.count
            if place < children.count, children[place].byte == byte { return children[place].branch }
            let branch = Branch()
            children.insert((byte, branch), at: place)
            return branch
        }
    }
}
