import CSystem
import Glibc
import Judging
import Time
import UnderstudyServer

/// A command that was started, from there to its end.
///
/// **Its process group.** On a terminal the command shares the group of this program: so it may read the terminal, Ctrl-C and Ctrl-Z
/// reach it from the terminal as they do without this program, and so they do in a pipeline. Elsewhere (CI, cron, behind an `&`) it
/// leads a group of its own, and signals that come to this program are passed on to all of it. A group of its own on a terminal would
/// have to be made the one that reads it, which stops every other program of a pipeline that wants to (`… | less`), and leaves
/// Ctrl-C to the command alone.
///
/// In both forms what the command leaves running is ended with it: all of its descendants that are of that group. One that has made
/// itself a group of its own, a daemon, is left alone.
struct CommandProcess {
    /// How it went.
    struct Outcome {
        var end: RunRecord.CommandEnd
        /// What a shell would end with: its own code, or 128 and the number of the signal.
        var code: Int32
        /// The signal by which somebody stopped this program meanwhile; nil: nobody did.
        var stoppedBy: Int32?
    }

    /// What becomes of a command that has got a signal and goes on.
    enum Insistence {
        /// It is left to it after SIGINT, as at a prompt.
        case patient
        /// It is told to end, then made to.
        case firm
    }

    /// How long a command that was told to end may take until it is killed, in milliseconds [chosen]: within the 2.5 s that GitHub's
    /// runner leaves after its SIGTERM.
    static let grace = 2_000
    /// Between two looks at what is left of a group, in milliseconds [chosen].
    private static let look: Int32 = 10

    private let process: Int32
    private let family: ProcessFamily
    private let sharesGroup: Bool
    private let time = SystemTime()

    /// Call it before the first thread is started.
    static func prepare() { _ = csystem_prepare_commands() }

    /// The signal by which somebody stopped this program while no command ran; nil: nobody did.
    static var pendingStop: Int32? {
        var byTerminal = false
        while true {
            let signal = unsafe csystem_next_signal(0, &byTerminal)
            if signal <= 0 { return nil }
            if stops.contains(signal) { return signal }
        }
    }

    private static let stops = [SIGTERM, SIGINT, SIGHUP]

    /// - Parameter variables: what it finds in its environment besides what this program has.
    init(_ command: [String], variables: [(name: String, value: String)]) throws(Stop) {
        sharesGroup = csystem_is_in_foreground()
        var started: Int32 = 0
        let texts = variables.map { "\($0.name)=\($0.value)" }
        let error = unsafe csystem_start_command(
            Self.block(command), Int32(command.count), Self.block(texts), Int32(texts.count), !sharesGroup, &started)
        guard error == 0 else { throw Self.failure(command[0], error) }
        process = started
        family = ProcessFamily(group: sharesGroup ? csystem_group() : started)
    }

    /// Each text with its terminating zero.
    private static func block(_ texts: [String]) -> [CChar] {
        texts.flatMap { $0.utf8.map { CChar(bitPattern: $0) } + [0] }
    }

    private static func failure(_ name: String, _ error: Int32) -> Stop {
        let reason =
            switch error {
            case ENOENT where name.contains("/") && Files.mark(name) != nil:
                "the program that its first line names behind `#!` is not there"
            case ENOENT where name.contains("/"): "there is no such file"
            case ENOENT: "there is no such command in PATH"
            case EACCES: "it is not executable"
            case ENOEXEC: "it is no program: a script begins with a line such as `#!/bin/sh`"
            default: Files.reason(error)
            }
        return Stop(message: "understudy: the command `\(name)` cannot be started: \(reason).", code: Stop.wrongUsage)
    }

    /// Waits until the command has ended, passes on the signals that come meanwhile, and ends what it leaves behind.
    ///
    /// - Parameter patience: how long it may take; nil: for ever.
    func wait(patience: Duration?, _ insistence: Insistence) -> Outcome {
        let begun = time.now()
        var plan = Plan(sharesGroup: sharesGroup, insistence: insistence)
        plan.patienceEnds = patience.map { begun + $0.nanoseconds }
        var end = csystem_end()
        while true {
            var byTerminal = false
            let signal = unsafe csystem_next_signal(plan.pause(at: time.now()), &byTerminal)
            // It may have ended before the first signal was waited for.
            if unsafe csystem_reap(process, &end) { break }
            let sent = plan.heard(signal, byTerminal: byTerminal, at: time.now())
            if let sent { ProcessFamily.send(sent, to: family.members) }
        }
        let later = endFamily()
        let commandEnd: RunRecord.CommandEnd =
            if plan.patienceIsOver, let patience {
                .stillRunning(after: patience)
            } else if end.by_signal {
                .signal(SignalName.text(end.number))
            } else {
                .exit(Int(end.number))
            }
        return Outcome(
            end: commandEnd, code: end.by_signal ? 128 + end.number : end.number, stoppedBy: plan.stoppedBy ?? later)
    }

    /// Tells what is left of the group to end, and kills what is there still after a while. Returns the signal by which somebody stopped
    /// this program meanwhile.
    private func endFamily() -> Int32? {
        var stoppedBy: Int32?
        for signal in [SIGTERM, SIGKILL] {
            let over = time.now() + Int64(Self.grace) * 1_000_000
            var told: Set<Int32> = []
            while time.now() < over {
                let members = family.members
                if members.isEmpty { return stoppedBy }
                // One that came later is told too.
                ProcessFamily.send(signal, to: members.filter { told.insert($0).inserted })
                var (end, byTerminal) = (csystem_end(), false)
                let heard = unsafe csystem_next_signal(Self.look, &byTerminal)
                if Self.stops.contains(heard) { stoppedBy = heard }
                _ = unsafe csystem_reap(process, &end)
            }
        }
        return stoppedBy
    }
}

extension CommandProcess {
    /// What to send to the command and when, decided from what was heard.
    private struct Plan {
        let sharesGroup: Bool
        let insistence: Insistence
        /// In monotonic nanoseconds, as all instants here; nil: never.
        var patienceEnds: Int64?
        private(set) var patienceIsOver = false
        private(set) var stoppedBy: Int32?
        /// What comes next if the command does not end by then.
        private var next: (signal: Int32, at: Int64)?

        init(sharesGroup: Bool, insistence: Insistence) {
            self.sharesGroup = sharesGroup
            self.insistence = insistence
        }

        /// How long to wait for a signal, in milliseconds; negative: for ever.
        func pause(at now: Int64) -> Int32 {
            guard let instant = [next?.at, patienceEnds].compactMap(\.self).min() else { return -1 }
            // The longest that a wait can be is no end: it is asked again.
            return Int32(clamping: max(0, (instant - now + 999_999) / 1_000_000))
        }

        /// - Parameter signal: 0 where none came in time.
        /// - Returns: what to send to all of the command's group.
        mutating func heard(_ signal: Int32, byTerminal: Bool, at now: Int64) -> Int32? {
            if CommandProcess.stops.contains(signal) {
                stoppedBy = stoppedBy ?? signal
                if signal != SIGINT || insistence == .firm {
                    follow(signal == SIGINT ? SIGTERM : SIGKILL, at: now)
                }
                return byTerminal && sharesGroup ? nil : signal
            }
            if let (signal, instant) = next, instant <= now {
                next = nil
                if signal != SIGKILL { follow(SIGKILL, at: now) }
                return signal
            }
            if let end = patienceEnds, end <= now {
                patienceEnds = nil
                patienceIsOver = true
                follow(SIGKILL, at: now)
                return SIGTERM
            }
            return nil
        }

        private mutating func follow(_ signal: Int32, at now: Int64) {
            let instant = now + Int64(CommandProcess.grace) * 1_000_000
            if let next, next.signal == SIGKILL || next.at < instant && next.signal == signal { return }
            next = (signal, instant)
        }
    }
}

/// What signals are called.
enum SignalName {
    private static let names: [Int32: String] = [
        SIGHUP: "SIGHUP", SIGINT: "SIGINT", SIGQUIT: "SIGQUIT", SIGILL: "SIGILL", SIGTRAP: "SIGTRAP",
        SIGABRT: "SIGABRT", SIGBUS: "SIGBUS", SIGFPE: "SIGFPE", SIGKILL: "SIGKILL", SIGUSR1: "SIGUSR1",
        SIGSEGV: "SIGSEGV", SIGUSR2: "SIGUSR2", SIGPIPE: "SIGPIPE", SIGALRM: "SIGALRM", SIGTERM: "SIGTERM",
        SIGXCPU: "SIGXCPU", SIGXFSZ: "SIGXFSZ", SIGSYS: "SIGSYS",
    ]

    static func text(_ number: Int32) -> String { names[number] ?? "signal \(number)" }
}
