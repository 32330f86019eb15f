import CMicroHTTPD

/// Each loop has copies of all listening sockets, and daemons of its own; the kernel shares the connections out.
extension Loop {
    /// Any thread. Makes a listener for each socket, or none; nothing is accepted before the loop has adopted them.
    func listeners(on sockets: [ListeningSocket]) throws(ListenFailure) -> [Listener] {
        var made: [Listener] = []
        for socket in sockets {
            do throws(SystemError) {
                made.append(try Listener(on: socket, of: self))
            } catch {
                throw ListenFailure(address: socket.address.host, port: socket.port, reason: error.whyNotListening)
            }
        }
        return made
    }

    /// From here on their connections are accepted; those of a loop that is stopping end unused.
    func adopt(_ made: [Listener]) {
        guard !isStopping else { return }
        for listener in made {
            listener.listen(at: listeners.count, accepting: isAccepting)
            listeners.append(listener)
        }
    }

    /// Takes no more connections on that port; those that are there go on.
    func close(port: Int) {
        for listener in listeners where listener.port == port {
            listener.quiesce()
            hasDoneListeners = hasDoneListeners || listener.isDone
        }
    }

    /// Ends the listeners that are closed and have no connection any more: behind the library's own calls, which would
    /// not survive it.
    func endDoneListeners() {
        guard hasDoneListeners else { return }
        hasDoneListeners = false
        var place = 0
        while place < listeners.count {
            guard listeners[place].isDone else {
                place += 1
                continue
            }
            listeners[place].stop()
            let last = listeners.removeLast()
            guard place < listeners.count else { return }
            last.listen(at: place, accepting: isAccepting)
            listeners[place] = last
        }
    }

    /// Nothing may be suspended any more.
    func stopListening() {
        for listener in listeners { listener.stop() }
        listeners = []
        endAllLingering()
    }
}
