import CSystem
import Glibc

/// The processes of a process group that descend from this program, as the kernel's table has them (`/proc`). Orphans count: this
/// program is the parent of those whose own has ended.
struct ProcessFamily {
    private static let longestLine = 4_096

    let group: Int32

    /// Those that run, this program left out.
    var members: [Int32] {
        let rows = Self.table
        let parents = Dictionary(rows.map { ($0.process, $0.parent) }) { first, _ in first }
        let own = csystem_process()
        return rows.filter { row in
            guard row.group == group, row.process != own else { return false }
            var ancestor = row.parent
            // Processes come and go while the table is read, so a chain may be odd; it has no more links than there are rows.
            for _ in rows {
                if ancestor == own { return true }
                guard let next = parents[ancestor], next > 0 else { return false }
                ancestor = next
            }
            return false
        }.map(\.process)
    }

    /// One that is stopped goes on, since it hears nothing else before that.
    static func send(_ signal: Int32, to members: [Int32]) {
        for member in members {
            kill(member, signal)
            kill(member, SIGCONT)
        }
    }

    private struct Row {
        var process: Int32
        var parent: Int32
        var group: Int32
    }

    /// What has ended and was not taken notice of is left out.
    private static var table: [Row] {
        (Files.names(in: "/proc") ?? []).compactMap { name in
            guard let process = Int32(name), let line = try? Files.read("/proc/\(name)/stat", limit: longestLine) else {
                return nil
            }
            // `4711 (a name) S 1 4711 …`: the name may hold anything, so what follows the last bracket is read.
            guard let bracket = line.lastIndex(of: UInt8(ascii: ")")) else { return nil }
            let fields = String(decoding: line[bracket...].dropFirst(), as: UTF8.self).split(separator: " ")
            guard fields.count > 2, fields[0] != "Z", fields[0] != "X", let parent = Int32(fields[1]),
                let group = Int32(fields[2])
            else { return nil }
            return Row(process: process, parent: parent, group: group)
        }
    }
}
