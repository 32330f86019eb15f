/// How much of a run a report shows, so that it stays readable and opens at once. What is left out is counted and told.
enum ReportBounds {
    /// Columns of the text form [chosen]; lines to be copied are never broken.
    static let width = 100
    /// Longest path, model or name in a line [chosen]; the middle of a longer one is left out.
    static let longestName = 60
    /// Requests in the table of the HTML form [chosen].
    static let requests = 500
    /// Requests in the table of the Markdown form [chosen]: a CI takes a megabyte of it at most.
    static let markdownRequests = 100
    /// Marks in a picture [chosen].
    static let marks = 120
    /// Jobs in a picture [chosen].
    static let jobs = 12
    /// Runs that are told in full [chosen]; of the others a line each is told.
    static let runsInFull = 3
    /// Runs that are told in a line [chosen].
    static let runLines = 100
    /// Names in a list within a sentence [chosen].
    static let names = 5
}
