import Core
import Documents

extension Model {
    /// As the models page has it, under the name that it was asked for by. Source: getimg.md §3.4 [sdk].
    func write(as id: String, to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("id", id)
        writer.member("name", name)
        writer.member("type", modality.rawValue)
        writer.member("created_at", createdAt)
        writer.member("supported_aspect_ratios", Node(.array(ratios.map { Node(.string($0.text)) })))
        writer.member("supported_resolutions", Node(.array(resolutions.map { Node(.string($0.text)) })))
        writer.member("supported_durations", Node(.array(durations.map { Node(.number(Number($0))) })))
        writer.name("supported_references")
        writer.beginObject()
        for reference in references {
            writer.name(dynamic: reference.text)
            writer.value(reference.value)
        }
        writer.endObject()
        writer.member("supports_sound", supportsSound)
        writePricing(to: &writer)
        writer.endObject()
    }

    /// Prices are decimal strings here, numbers in `usage` [sdk].
    private func writePricing(to writer: inout JSONWriter) {
        writer.name("pricing")
        writer.beginObject()
        writer.member("currency", "USD")
        writer.name("rates")
        writer.beginArray()
        for rate in prices.rates {
            writer.beginObject()
            writer.member("billable_unit", rate.unit)
            writer.member("unit_price", rate.text)
            writer.member("resolution", rate.resolution)
            writer.member("sound", rate.sound.rawValue)
            writer.endObject()
        }
        writer.endArray()
        writer.endObject()
    }
}
