import Basics
import Foundation
import TestSupport
import Testing

@testable import MicroHTTP

/// A thread that does jobs in order.
@Suite struct WorkerTests {
    @Test func `jobs are done in the order they come`() throws {
        let worker = try Worker(name: "order")
        let done = Lock<[Int]>([])
        let last = DispatchSemaphore(value: 0)
        for number in 1...100 {
            worker.perform {
                done.withLock { $0.append(number) }
                if number == 100 { last.signal() }
            } orElse: {
                Issue.record("\(number) was abandoned")
            }
        }
        last.wait()
        #expect(done.withLock { $0 } == Array(1...100))
        worker.stop()
    }

    @Test func `a stop waits for the job under way and abandons the others, none of which is forgotten`() throws {
        let worker = try Worker(name: "stop")
        let (begun, mayEnd) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
        let seen = Lock<[String]>([])
        worker.perform {
            begun.signal()
            mayEnd.wait()
            seen.withLock { $0.append("done") }
        } orElse: {
            Issue.record("it was under way")
        }
        begun.wait()
        for _ in 1...3 {
            worker.perform {
                Issue.record("it came too late")
            } orElse: {
                seen.withLock { $0.append("abandoned") }
            }
        }
        let stopping = try MicroHTTP.Thread(named: "stopping") { worker.stop() }
        #expect(eventually { worker.isStopped })
        #expect(seen.withLock { $0 } == [])
        mayEnd.signal()
        stopping.join()
        #expect(seen.withLock { $0 } == ["done", "abandoned", "abandoned", "abandoned"])
        worker.perform {
            Issue.record("it came after the end")
        } orElse: {
            seen.withLock { $0.append("too late") }
        }
        #expect(seen.withLock { $0 }.last == "too late")
        worker.stop()
    }

    @Test func `a worker may be stopped by its own job`() throws {
        let worker = try Worker(name: "own")
        let stopped = DispatchSemaphore(value: 0)
        worker.perform {
            worker.stop()
            stopped.signal()
        } orElse: {
        }
        stopped.wait()
    }

    @Test func `workers leave no thread and no descriptor behind, stopped or forgotten`() async {
        await #expect(processExitsWith: .success) {
            OwnProcess.settle()
            let files = OwnProcess.openFiles
            for round in 0..<20 {
                let worker = try Worker(name: "short")
                worker.perform {
                } orElse: {
                }
                if round % 2 == 0 { worker.stop() }
            }
            #expect(eventually { OwnProcess.threads == [] && OwnProcess.opened(since: files) == [] })
        }
    }

    @Test func `without a thread there is no worker`() {
        let failure = #expect(throws: StartFailure.self) {
            try Worker(name: "media", threads: ResourceTests.source(of: 0))
        }
        #expect(failure?.description.hasPrefix("the system gave no thread for media: ") == true)
    }

    @Test func `a thread for one body is waited for, and its lack is told`() throws {
        let ran = Lock(false)
        let join = try #require(ThreadSource.system.run(named: "once") { ran.withLock { $0 = true } })
        join()
        #expect(ran.withLock { $0 })
        join()
        #expect(ResourceTests.source(of: 0).run(named: "never") { Issue.record("there is no thread") } == nil)
    }
}
