/// Ids of tasks, and the folders of their files.
///
/// Images that came inline have no task, so their files lie below `img_` and the same digits (lemondata.md §3.1).
enum TaskID {
    static let prefix = "ldtask_"
    private static let inlinePrefix = "img_"

    static func folder(of job: String, isTask: Bool) -> String {
        isTask ? job : inlinePrefix + job.dropFirst(prefix.utf8.count)
    }

    /// The job whose files lie in that folder.
    static func job(of folder: String) -> (id: String, isTask: Bool) {
        guard folder.hasPrefix(inlinePrefix) else { return (folder, true) }
        return (prefix + folder.dropFirst(inlinePrefix.utf8.count), false)
    }
}
