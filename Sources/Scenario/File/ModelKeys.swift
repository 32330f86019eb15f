import Core
import Documents

/// The keys of `models` (language.md §10).
enum ModelKeys {
    static let table = Table(
        "a model", [provider, id, like, name, price, duration, sizes, aspectRatios, parameters])

    static let provider = Field<Provider>(
        "provider", .words("provider"), "whose model it is", required: true)
    static let id = Field(
        "id", .glob, "what requests call it; with `*` or `?`, every id that fits and is not known", required: true)
    static let like = Field(
        "like", .text(.title), "the id of a known model, which it is like in everything that no other key says",
        required: true)
    static let name = Field("name", .title, "what the provider's list calls it; default: its id")
    static let price = Field(
        "price", .money, "US dollars for one image, second, call or whatever the model is paid by")
    static let duration = Field(
        "duration", .oneOrMany(Form.offeredNumber), "the lengths of its videos in seconds, the usual one first")
    static let sizes = Field(
        "sizes", .list(of: Form.offeredText, 1...Grammar.mostWords),
        "the sizes that it offers, as `1024x1024`, `2K` or `720p`, the usual one first")
    static let aspectRatios = Field(
        "aspect_ratios", .list(of: Form.offeredText, 1...Grammar.mostWords),
        "the ratios that it offers, the usual one first")
    static let parameters = Field("parameters", .table(changes), "the parameters that it has more, less or otherwise")

    static let changes = Table("parameters", [add, remove, replace])
    static let add = Field(
        "add", .list(of: .table(parameter)), "parameters that the model it is like does not have")
    static let remove = Field(
        "remove", .list(of: Form.title), "names of parameters that it does not have")
    static let replace = Field(
        "replace", .list(of: .table(parameter)), "parameters that are others than those of the model it is like")

    fileprivate static let parameter = Table(
        "a parameter",
        [
            parameterName,
            Field(
                "type", .title,
                "`string`, `url`, `integer`, `number`, `boolean`, `object` or `array<…>`, or several with `|`"),
            Field("required", .boolean, "default false"),
            Field("enum", .list(of: Form<Node>.document, 1...Grammar.mostWords), "the values that it offers"),
            Field("default", .document, "the value where a request has none"),
            Field("min", .anyNumber, "the least number"), Field("max", .anyNumber, "the greatest number"),
            Field("max_length", .count, "the most characters of a text"),
            Field("min_items", .count, "the fewest entries of a list"),
            Field("max_items", .count, "the most entries of a list"),
        ])
    static let parameterName = Field("name", .title, "as requests write it", required: true)
}

extension Form<Node> {
    /// A text that a catalog offers, also where YAML takes it for a number.
    fileprivate static var offeredText: Self {
        Form(Form<String>.title.shape) { reading in reading.text.map { Node(.string($0), at: reading.place) } }
    }

    fileprivate static var offeredNumber: Self { Form(Form<Double>.anyNumber.shape) { $0.node } }
}

extension Form<Double> {
    fileprivate static var anyNumber: Self { .number(-.infinity ... .infinity) }
}
