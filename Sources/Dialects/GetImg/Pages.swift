import Core
import DialectKit
import Documents
import HTTPMessages
import Time

extension GetImgDialect {
    /// A bare array [sdk]. `kind`: `image`, `video`, or nil for both.
    func modelsPage(kind: String?, in context: Context) -> Response {
        var writer = JSONWriter(reserving: 8192)
        writer.beginArray()
        for model in models.all where kind == nil || kind == model.modality.rawValue {
            model.write(as: model.id, to: &writer)
        }
        writer.endArray()
        return Response(status: 200, headers: jsonHeaders(in: context), body: writer.finish())
    }

    func modelPage(_ id: String, in context: Context) -> Response {
        guard let model = models[id] else { return envelope(Refusal(.modelUnknown, subject: id), in: context) }
        var writer = JSONWriter(reserving: 1024)
        model.write(as: id, to: &writer)
        return Response(status: 200, headers: jsonHeaders(in: context), body: writer.finish())
    }

    /// The amount is a string [sdk].
    func balancePage(_ account: AccountView, in context: Context) -> Response {
        var writer = JSONWriter(reserving: 64)
        writer.beginObject()
        writer.member("balance", account.balance.textWithCents)
        writer.member("currency", "USD")
        writer.endObject()
        return Response(status: 200, headers: jsonHeaders(in: context), body: writer.finish())
    }

    /// Amounts are numbers, one for each day in UTC [sdk].
    func costsPage(_ costs: CostsView, in context: Context) -> Response {
        var writer = JSONWriter(reserving: 512)
        writer.beginObject()
        writer.member("currency", "USD")
        writer.member("start", costs.from.iso8601Milliseconds)
        writer.member("end", costs.to.iso8601Milliseconds)
        writer.member("total_cost", costs.days.reduce(Money.zero) { $0 + $1.cost }.decimal)
        writer.name("data")
        writer.beginArray()
        for day in costs.days {
            writer.beginObject()
            writer.member("date", day.date)
            writer.member("cost", day.cost.decimal)
            writer.endObject()
        }
        writer.endArray()
        writer.endObject()
        return Response(status: 200, headers: jsonHeaders(in: context), body: writer.finish())
    }
}
