import Testing

@testable import MicroHTTP

/// What is to be done about a port, one thing at a time.
@Suite struct PortStateTests {
    private func opened() -> PortState {
        var state = PortState(openingOn: 2)
        #expect(state.loopIsDone() == nil)
        #expect(state.loopIsDone() == nil)
        return state
    }

    private func closed() -> PortState {
        var state = opened()
        #expect(state.want(open: false) == .close)
        #expect(state.loopIsDone() == nil)
        #expect(state.loopIsDone() == nil)
        return state
    }

    @Test func `a port is closed once, however often that is wanted`() {
        var state = opened()
        #expect(state.want(open: false) == .close)
        #expect(state.want(open: false) == nil)
        #expect(state.loopIsDone() == nil)
        #expect(state.want(open: false) == nil)
        #expect(state.loopIsDone() == nil)
        #expect(state.want(open: false) == nil)
    }

    @Test func `a port is opened once, however often that is wanted`() {
        var state = closed()
        #expect(state.want(open: true) == .open)
        #expect(state.want(open: true) == nil)
        #expect(state.loopIsDone() == nil)
        #expect(state.loopIsDone() == nil)
        #expect(state.want(open: true) == nil)
    }

    @Test func `what is wanted while loops are busy begins when the last one is done`() {
        var state = opened()
        #expect(state.want(open: false) == .close)
        #expect(state.want(open: true) == nil)
        #expect(state.loopIsDone() == nil)
        #expect(state.loopIsDone() == .open)
        #expect(state.want(open: false) == nil)
        #expect(state.loopIsDone() == nil)
        #expect(state.loopIsDone() == .close)
    }

    @Test func `a wish that is taken back while loops are busy is none`() {
        var state = opened()
        #expect(state.want(open: false) == .close)
        #expect(state.want(open: true) == nil)
        #expect(state.want(open: false) == nil)
        #expect(state.loopIsDone() == nil)
        #expect(state.loopIsDone() == nil)
    }

    @Test func `a port may be closed before its loops have ever listened`() {
        var state = PortState(openingOn: 1)
        #expect(state.want(open: false) == nil)
        #expect(state.loopIsDone() == .close)
    }

    @Test func `what failed is tried again while it is wanted, and counted until it succeeds`() {
        var state = closed()
        #expect(state.want(open: true) == .open)
        let first = state.openingFailed()
        #expect(state.tryAgain(first) == .open)
        let second = state.openingFailed()
        #expect(state.failures == 2)
        #expect(state.tryAgain(second) == .open)
        state.openingSucceeded()
        #expect(state.failures == 0)
    }

    @Test func `an attempt that was put off and then overtaken is not made`() {
        var state = closed()
        #expect(state.want(open: true) == .open)
        let first = state.openingFailed()
        #expect(state.want(open: false) == nil)
        #expect(state.tryAgain(first) == nil, "nobody wants it any more")
        #expect(state.want(open: true) == .open)
        let second = state.openingFailed()
        #expect(state.tryAgain(first) == nil, "one attempt is put off, not two")
        #expect(state.tryAgain(second) == .open)
    }
}
