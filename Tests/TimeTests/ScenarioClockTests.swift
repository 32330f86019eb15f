import Testing
import Time

struct ScenarioClockTests {
    private static let start = Timestamp(unixSeconds: 1_795_169_702)

    private func make(_ mode: ClockMode, rate: Double = 1, real: Int64 = 1_000) -> ScenarioClock {
        ScenarioClock(mode: mode, rate: rate, startsAt: Self.start, real: real)
    }

    @Test(arguments: ClockMode.allCases)
    func `a clock begins at zero with its start in the calendar`(mode: ClockMode) {
        let clock = make(mode)
        #expect(clock.now(real: 1_000) == .zero)
        #expect(clock.timestamp(of: .zero) == Self.start)
        #expect(clock.moment(of: Self.start + .seconds(5)) == .zero + .seconds(5))
    }

    @Test(arguments: [(.real, 500), (.auto, 500), (.scaled, 30_000), (.manual, 0)] as [(ClockMode, Int64)])
    func `time runs as the mode says`(mode: ClockMode, passed: Int64) {
        #expect(make(mode, rate: 60).now(real: 1_500) == Moment(nanoseconds: passed))
    }

    @Test func `a manual clock moves when told, and never back`() {
        var clock = make(.manual)
        clock.jump(to: clock.now(real: 2_000) + .seconds(3_600), real: 2_000)
        #expect(clock.now(real: 9_000) == .zero + .seconds(3_600))
        clock.jump(to: clock.now(real: 9_000) + .seconds(-10), real: 9_000)
        clock.jump(to: .zero, real: 9_000)
        #expect(clock.now(real: 9_000) == .zero + .seconds(3_600))
        #expect(clock.timestamp(of: clock.now(real: 0)) == Self.start + .seconds(3_600))
    }

    @Test func `a running clock goes on from where it was moved to`() {
        var clock = make(.auto, real: 0)
        clock.jump(to: .zero + .seconds(60), real: 1_000)
        #expect(clock.now(real: 1_000) == .zero + .seconds(60))
        #expect(clock.now(real: 1_500) == .zero + .seconds(60) + .nanoseconds(500))
    }

    @Test func `a reading from before a jump does not undo it`() {
        var clock = make(.real, real: 1_000)
        clock.jump(to: clock.now(real: 2_000) + .nanoseconds(50), real: 2_000)
        #expect(clock.now(real: 1_500) == Moment(nanoseconds: 1_050))
        clock.jump(to: clock.now(real: 1_500) + .nanoseconds(1), real: 1_500)
        #expect(clock.now(real: 2_000) == Moment(nanoseconds: 1_051))
    }

    @Test func `a change of mode changes the pace and not the moment`() {
        var clock = make(.real, real: 0)
        clock.set(mode: .scaled, rate: 10, real: 100)
        #expect(clock.now(real: 100) == Moment(nanoseconds: 100))
        #expect(clock.now(real: 110) == Moment(nanoseconds: 200))
        clock.set(mode: .manual, rate: 1, real: 110)
        #expect(clock.mode == .manual)
        #expect(clock.now(real: 5_000) == Moment(nanoseconds: 200))
        clock.set(mode: .real, rate: 1, real: 5_000)
        #expect(clock.now(real: 5_001) == Moment(nanoseconds: 201))
    }

    @Test func `setting the date moves the calendar and not the time`() {
        var clock = make(.manual)
        clock.jump(to: clock.now(real: 0) + .seconds(30), real: 0)
        let date = Timestamp(unixSeconds: 2_000_000_000)
        clock.setDate(date, real: 0)
        #expect(clock.now(real: 0) == .zero + .seconds(30))
        #expect(clock.timestamp(of: .zero + .seconds(30)) == date)
        #expect(clock.timestamp(of: .zero + .seconds(31)) == date + .seconds(1))
    }

    @Test(arguments: [ClockMode.real, .auto, .scaled], [0.001, 0.3, 1, 7, 1_000.5])
    func `the real instant of a moment is the first that shows it`(mode: ClockMode, rate: Double) throws {
        var clock = make(mode, rate: rate, real: 77)
        clock.jump(to: clock.now(real: 99) + .nanoseconds(13), real: 99)
        for ahead in [1, 2, 999, 1_000_000_007, 86_400_000_000_000] as [Int64] {
            let moment = clock.now(real: 99) + .nanoseconds(ahead)
            let real = try #require(clock.real(of: moment, real: 99))
            #expect(clock.now(real: real) >= moment)
            #expect(clock.now(real: real - 1) < moment)
        }
    }

    @Test func `what has come already is now, and what never comes has no instant`() {
        var clock = make(.manual)
        #expect(clock.real(of: .zero, real: 5_000) == 5_000)
        #expect(clock.real(of: Moment(nanoseconds: 1), real: 5_000) == nil)
        clock.set(mode: .auto, rate: 1, real: 5_000)
        #expect(clock.real(of: .distantFuture, real: 5_000) == nil)
    }

    @Test(arguments: ClockMode.allCases, [-1, 0, .nan, .infinity, .leastNonzeroMagnitude, .greatestFiniteMagnitude])
    func `extreme instants, spans and rates stay at the ends of time`(mode: ClockMode, rate: Double) {
        for real in [Int64.min, 0, .max] {
            var clock = ScenarioClock(mode: mode, rate: rate, startsAt: Timestamp(nanoseconds: .max), real: real)
            var last = clock.now(real: .min)
            for instant in [Int64.min, 0, .max] {
                #expect(clock.now(real: instant) >= last)
                last = clock.now(real: instant)
                _ = clock.real(of: Moment(nanoseconds: .max - 1), real: instant)
                _ = clock.timestamp(of: last)
            }
            clock.jump(to: clock.now(real: 0) + .seconds(Int64.max), real: 0)
            #expect(clock.now(real: .max) == .distantFuture)
            clock.setDate(Timestamp(nanoseconds: .min), real: .max)
            clock.set(mode: .manual, rate: rate, real: .min)
            #expect(clock.now(real: .min) == .distantFuture)
        }
    }

    @Test(arguments: [-1, 0, .nan])
    func `a rate that is no positive number counts as one`(rate: Double) {
        #expect(make(.scaled, rate: rate, real: 0).now(real: 250) == Moment(nanoseconds: 250))
    }
}
