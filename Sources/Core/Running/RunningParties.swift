/// Those who run jobs, and how many: known by account, address and model without looking at the jobs.
struct RunningParties: Sendable {
    struct Place: Sendable, Hashable {
        fileprivate let number: Int32
    }

    /// Who runs jobs, and of which model.
    final class Party: Sendable, Hashable {
        let account: String
        let key: String
        let provider: Provider
        let model: String
        let peer: String

        init(account: String, key: String, provider: Provider, model: String, peer: String) {
            self.account = account
            self.key = key
            self.provider = provider
            self.model = model
            self.peer = peer
        }

        static func == (left: Party, right: Party) -> Bool {
            left.key == right.key && left.model == right.model && left.provider == right.provider
                && left.account == right.account && left.peer == right.peer
        }

        func hash(into hasher: inout Hasher) {
            hasher.combine(key)
            hasher.combine(model)
            hasher.combine(provider)
            hasher.combine(account)
            hasher.combine(peer)
        }
    }

    private struct AccountKey: Sendable, Hashable {
        let account: String
        let provider: Provider
    }

    private struct Row: Sendable {
        var party: Party?
        var running = 0
        var account: Int32
        var peer: Int32
        var model: Int32
    }

    private var rows: [Row] = []
    private var free: [Int32] = []
    private var places: [Party: Int32] = [:]
    /// Whose job was added last: nearly always the next one is theirs as well. Kept even when none of its jobs runs any more.
    private var last: Int32?
    private var accounts = Tally<AccountKey>()
    private var peers = Tally<String>()
    private var models = Tally<String>()

    func running(account: String, provider: Provider) -> Int {
        accounts.count(of: AccountKey(account: account, provider: provider))
    }

    func running(peer: String) -> Int { peers.count(of: peer) }

    func running(model: String) -> Int { models.count(of: model) }

    /// Of a place whose job is running.
    subscript(place: Place) -> Party? { rows[Int(place.number)].party }

    /// One more job of that party runs.
    mutating func join(_ party: Party) -> Place {
        let place = place(of: party)
        count(1, at: place)
        return Place(number: place)
    }

    /// One job fewer runs.
    mutating func leave(_ place: Place) {
        count(-1, at: place.number)
        if place.number != last { forgetIfIdle(place.number) }
    }

    private mutating func count(_ number: Int, at place: Int32) {
        let row = rows[Int(place)]
        rows[Int(place)].running += number
        accounts.add(number, at: row.account)
        peers.add(number, at: row.peer)
        models.add(number, at: row.model)
    }

    private mutating func place(of party: Party) -> Int32 {
        if let last, rows[Int(last)].party == party { return last }
        let place = places[party] ?? add(party)
        if let before = last.take() { forgetIfIdle(before) }
        last = place
        return place
    }

    private mutating func add(_ party: Party) -> Int32 {
        let row = Row(
            party: party, account: accounts.hold(AccountKey(account: party.account, provider: party.provider)),
            peer: peers.hold(party.peer), model: models.hold(party.model))
        let place = free.popLast() ?? Int32(rows.count)
        if Int(place) == rows.count { rows.append(row) } else { rows[Int(place)] = row }
        places[party] = place
        return place
    }

    private mutating func forgetIfIdle(_ place: Int32) {
        let row = rows[Int(place)]
        guard row.running == 0, let party = rows[Int(place)].party.take() else { return }
        places[party] = nil
        accounts.release(row.account)
        peers.release(row.peer)
        models.release(row.model)
        free.append(place)
    }
}
