import Testing

/// openrouter.md §3.1.2: the check values of step 4 and the table of conflicts.
@Suite struct SizeTests {
    static let table: [(ratio: String, sizes: [String])] = [
        ("1:1", ["512x512", "1024x1024", "2048x2048", "4096x4096"]),
        ("2:3", ["416x624", "832x1248", "1680x2512", "3344x5024"]),
        ("3:2", ["624x416", "1248x832", "2512x1680", "5024x3344"]),
        ("3:4", ["448x592", "880x1184", "1776x2368", "3552x4736"]),
        ("4:3", ["592x448", "1184x880", "2368x1776", "4736x3552"]),
        ("4:5", ["464x576", "912x1152", "1824x2288", "3664x4576"]),
        ("5:4", ["576x464", "1152x912", "2288x1824", "4576x3664"]),
        ("9:16", ["384x688", "768x1360", "1536x2736", "3072x5456"]),
        ("16:9", ["688x384", "1360x768", "2736x1536", "5456x3072"]),
        ("21:9", ["784x336", "1568x672", "3136x1344", "6256x2688"]),
    ]

    @Test(arguments: table)
    func `a tier and a ratio give the size of the table`(ratio: String, sizes: [String]) throws {
        // It offers all four tiers and all of these ratios.
        for (tier, size) in zip(["512", "1K", "2K", "4K"], sizes) {
            let parsed = try DialectHarness().image(
                "google/gemini-3.1-flash-image", #""resolution":"\#(tier)","aspect_ratio":"\#(ratio)""#)
            #expect(parsed.size == size, "\(ratio) at \(tier)")
        }
    }

    static let conflicts: [(fields: String, size: String?)] = [
        (#""size":"2K","aspect_ratio":"16:9""#, "2736x1536"), (#""size":"2K","resolution":"2K""#, "2048x2048"),
        (#""size":"2k""#, "2048x2048"), (#""size":"2K","resolution":"4K""#, nil),
        (#""size":"2048x2048""#, "2048x2048"),
        (#""size":"2048x2048","resolution":"2K","aspect_ratio":"1:1""#, "2048x2048"),
        (#""size":"2048x2048","resolution":"1K""#, nil), (#""size":"2048x2048","aspect_ratio":"16:9""#, nil),
        (#""size":"1536x864","aspect_ratio":"16:9""#, "1536x864"),
        (#""size":"1536x864","aspect_ratio":"auto""#, "1536x864"),
        (#""size":"1020x1000","aspect_ratio":"1:1""#, "1020x1000"), (#""size":"1021x1000","aspect_ratio":"1:1""#, nil),
    ]

    @Test(arguments: conflicts)
    func `what is said twice must agree`(fields: String, size: String?) throws {
        let parsed = try DialectHarness().image("openai/gpt-image-2", fields)
        #expect(parsed.size == size)
        if size == nil { #expect(parsed.trouble == "rules invalidInput size") }
    }

    @Test(arguments: ["big", "2048", "2048x", "x2048", "02048x2048", "1x1", "2048X2048", "99999x10", "2048x2048x2", ""])
    func `any other size is none`(size: String) throws {
        let parsed = try DialectHarness().image("openai/gpt-image-2", #""size":"\#(size)""#)
        #expect(parsed.trouble == "fields invalidInput size")
        #expect(parsed.problem?.message?.contains("size") == true)
    }

    static let clamped: [(model: String, fields: String, size: String)] = [
        // 1:1, 16:9 and 9:16 are offered.
        ("sourceful/riverflow-v2-pro", #""aspect_ratio":"21:9""#, "1360x768"),
        ("sourceful/riverflow-v2-pro", #""aspect_ratio":"1:8""#, "768x1360"),
        ("sourceful/riverflow-v2-pro", #""aspect_ratio":"5:4""#, "1024x1024"),
        // Of its tiers 1K, 2K and 4K.
        ("sourceful/riverflow-v2-pro", #""resolution":"512""#, "1024x1024"),
        // It offers neither.
        ("quiverai/arrow-1.1", #""aspect_ratio":"16:9","resolution":"4K""#, "1024x1024"),
        // Its own sizes hold at the standard tier alone.
        ("openai/gpt-image-2", #""aspect_ratio":"16:9""#, "1536x864"),
        ("openai/gpt-image-2", #""aspect_ratio":"16:9","resolution":"1K""#, "1536x864"),
        ("openai/gpt-image-2", #""aspect_ratio":"16:9","resolution":"2K""#, "2736x1536"),
        ("openai/gpt-image-1", #""aspect_ratio":"3:2""#, "1536x1024"),
        ("openai/gpt-image-1", #""aspect_ratio":"auto""#, "1024x1024"),
        // The first of its tiers.
        ("google/gemini-3.1-flash-image", "", "1024x1024"),
    ]

    @Test(arguments: clamped)
    func `what a model does not offer becomes the nearest that it does`(
        model: String, fields: String, size: String
    ) throws {
        #expect(try DialectHarness().image(model, fields).size == size)
    }
}
