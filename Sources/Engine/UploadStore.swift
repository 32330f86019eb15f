import Core

/// The files that clients handed in, bounded in number and bytes. When room is needed the oldest lose their bytes first, and
/// are forgotten altogether only when there are too many of them.
struct UploadStore: Sendable {
    /// Bytes a sandbox holds, at most (architecture.md §9.11).
    static let mostBytes = 64 << 20
    /// Files a sandbox knows of, at most [chosen].
    static let mostFiles = 10_000

    private let mostBytes: Int
    private let mostFiles: Int
    private var files: [String: UploadedFile] = [:]
    /// Ids in the order of arrival; those before `oldest` are forgotten.
    private var order: [String] = []
    private var oldest = 0
    /// The place in `order` before which no file has bytes.
    private var emptied = 0
    private(set) var bytes = 0
    /// How many lost their bytes.
    private(set) var evicted = 0
    /// How many are forgotten.
    private(set) var forgotten = 0

    init(mostBytes: Int = mostBytes, mostFiles: Int = mostFiles) {
        self.mostBytes = mostBytes
        self.mostFiles = max(1, mostFiles)
    }

    var count: Int { files.count }

    subscript(id: String) -> UploadedFile? { files[id] }

    /// Keeps a file, without its bytes when they alone are too many. The same upload again is the same file.
    mutating func keep(_ file: UploadedFile) {
        var file = file
        if files[file.id] != nil { return }
        if file.length > mostBytes, case .bytes = file.content { file.content = .evicted }
        if file.content == .evicted { evicted += 1 }
        if case .bytes = file.content { bytes += file.length }
        files[file.id] = file
        order.append(file.id)
        while bytes > mostBytes, emptied < order.count { emptyOldest() }
        while files.count > mostFiles { forgetOldest() }
    }

    /// Lets the bytes of the oldest files go until so many are free, as far as there are any.
    mutating func makeRoom(_ wanted: Int) {
        let most = bytes - wanted
        while bytes > most, emptied < order.count { emptyOldest() }
    }

    private mutating func emptyOldest() {
        let id = order[emptied]
        emptied += 1
        guard let file = files[id], case .bytes = file.content else { return }
        files[id]?.content = .evicted
        bytes -= file.length
        evicted += 1
    }

    private mutating func forgetOldest() {
        if emptied == oldest { emptyOldest() }
        files[order[oldest]] = nil
        oldest += 1
        forgotten += 1
        guard oldest > 1024, oldest * 2 > order.count else { return }
        order.removeFirst(oldest)
        emptied -= oldest
        oldest = 0
    }
}
