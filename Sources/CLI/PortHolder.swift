/// Who listens on a port, as far as the system tells this user (Linux: `/proc`).
enum PortHolder {
    private static let mostBytes = 16 << 20

    /// `python3 (process 4711)`; nil where it cannot be known.
    static func name(port: Int) -> String? {
        let sockets = ["/proc/net/tcp", "/proc/net/tcp6"].flatMap { inodes(port, in: text($0) ?? "") }
        guard !sockets.isEmpty else { return nil }
        let links = Set(sockets.map { "socket:[\($0)]" })
        for process in Files.names(in: "/proc") ?? [] where Int(process) != nil {
            let folder = "/proc/\(process)/fd"
            let holds = (Files.names(in: folder) ?? []).contains { name in
                Files.link("\(folder)/\(name)").map(links.contains) ?? false
            }
            guard holds else { continue }
            let name = text("/proc/\(process)/comm")?.split(separator: "\n").first.map(String.init) ?? "a program"
            return "\(name) (process \(process))"
        }
        return nil
    }

    /// The sockets that listen on the port, by the lines of the kernel's table: local address and port in hexadecimal in the
    /// second place, the state in the fourth (0A: listens), the socket's number in the tenth.
    private static func inodes(_ port: Int, in table: String) -> [String] {
        table.split(separator: "\n").dropFirst().compactMap { line in
            let fields = line.split(separator: " ")
            guard fields.count > 9, fields[3] == "0A", let colon = fields[1].lastIndex(of: ":"),
                Int(fields[1][colon...].dropFirst(), radix: 16) == port
            else { return nil }
            return String(fields[9])
        }
    }

    /// Nothing to tell is no failure here: then nobody is named.
    private static func text(_ path: String) -> String? {
        (try? Files.read(path, limit: mostBytes)).map { String(decoding: $0, as: UTF8.self) }
    }
}
