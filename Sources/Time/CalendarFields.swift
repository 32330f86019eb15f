/// A timestamp taken apart, in UTC. Nanoseconds in 64 bits span the years 1677 to 2262, so a year has four digits.
struct CalendarFields {
    /// Since 1970-01-01.
    let day: Int
    let date: CivilDate
    let time: TimeOfDay
    /// 0 to 999,999,999.
    let nanosecond: Int

    init(_ timestamp: Timestamp) {
        let (seconds, nanosecond) = floorDivision(Int(timestamp.nanoseconds), 1_000_000_000)
        let (day, second) = floorDivision(seconds, 86_400)
        self.day = day
        self.nanosecond = nanosecond
        date = CivilDate(daysSince1970: day)
        time = TimeOfDay(hour: second / 3_600, minute: second / 60 % 60, second: second % 60)
    }
}

struct TimeOfDay {
    let hour: Int
    let minute: Int
    let second: Int
}
