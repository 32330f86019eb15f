import Core
import Documents
import Engine
import Testing

@Suite struct OriginTests {
    private func film(
        _ width: Int, _ height: Int, seconds: Double = 8, hasSound: Bool = false, _ origin: Origin? = nil
    ) -> Creation {
        let asset = Asset(
            format: .mp4, width: width, height: height, seconds: seconds, framesPerSecond: 24, hasSound: hasSound,
            aspectRatio: "9:16")
        return Creation(
            model: "m", modality: .video, prompt: "", assets: [asset], price: Money(Decimal(text: "0.3")!),
            unitPrice: Decimal(text: "0.06")!, quantity: Decimal(5), typical: .video, answer: .atOnce, charge: .create,
            origin: origin)
    }

    private func origin(
        _ size: Origin.Size = .own, _ length: Origin.Length = .own, keepsSound: Bool = false, bills: Bool = false
    ) -> Origin {
        Origin(
            places: [.file(job: "a", index: 0)], size: size, length: length, keepsSound: keepsSound,
            secondsPerUnit: bills ? 1 : nil, start: Origin.Start(param: "start", message: "beyond the end"))
    }

    private func facts(
        _ width: Int, _ height: Int, seconds: Double? = nil, rate: Double? = nil, ratio: String? = nil
    ) -> MediaFacts {
        MediaFacts(
            size: PixelSize(width: width, height: height), seconds: seconds, framesPerSecond: rate, aspectRatio: ratio)
    }

    @Test func `an extension is as large as what it continues, and as long as both together`() {
        let source = facts(720, 1280, seconds: 6, ratio: "3:4")
        let made = film(1280, 720, origin(.same, .added(from: nil))).made(from: source).assets[0]
        #expect((made.width, made.height) == (720, 1280))
        #expect(made.aspectRatio == "3:4")
        #expect(made.seconds == 14)
        let from = film(1280, 720, origin(.same, .added(from: 2.5))).made(from: facts(720, 1280, seconds: 6)).assets[0]
        #expect(from.seconds == 10.5)
    }

    @Test(arguments: [
        (720, 1280, 2160, 3840), (1280, 720, 3840, 2160), (720, 720, 2160, 2160),
        // No film is drawn wider than 4096.
        (1680, 720, 4096, 1756), (10, 9000, 4, 4096),
    ])
    func `an upscale keeps the ratio of its source`(width: Int, height: Int, wide: Int, high: Int) {
        let made = film(3840, 2160, origin(.ratio)).made(from: facts(width, height)).assets[0]
        #expect((made.width, made.height) == (wide, high))
    }

    @Test(arguments: [(1600, 900, 1360, 768), (900, 1600, 768, 1360), (64, 64, 1024, 1024), (1, 60_000, 16, 16_384)])
    func `a still of that ratio has about as many pixels as its own`(width: Int, height: Int, wide: Int, high: Int) {
        let still = Creation(
            model: "m", modality: .image, prompt: "", assets: [Asset(format: .png, width: 1024, height: 1024)],
            price: .zero, unitPrice: .zero, quantity: .zero, typical: .image, answer: .atOnce, charge: .create,
            origin: origin(.ratio))
        let made = still.made(from: facts(width, height)).assets[0]
        #expect((made.width, made.height) == (wide, high))
    }

    @Test(arguments: [(2, 1280, 720), (6, 3840, 2160), (6000, 16_384, 9216)])
    func `a picture is made larger by its factor, as far as it can be drawn`(factor: Int, wide: Int, high: Int) {
        let made = film(1024, 1024, origin(.times(factor))).made(from: facts(640, 360)).assets[0]
        #expect((made.width, made.height) == (wide, high))
    }

    @Test func `what has a size, a length and a sound of its own keeps them`() {
        let own = film(1280, 720, origin())
        #expect(own.made(from: facts(720, 1280, seconds: 15)).assets == own.assets)
        #expect(film(1280, 720).made(from: facts(720, 1280)).assets == own.assets)
    }

    @Test func `of a file that says nothing nothing is taken over`() {
        let own = film(1280, 720, hasSound: true, origin(.same, .same, keepsSound: true, bills: true))
        let made = own.made(from: MediaFacts())
        #expect(made.assets == own.assets)
        #expect(made.price == own.price)
        for damaged in [-1, 0, 1e12, .infinity] as [Double] {
            #expect(own.made(from: MediaFacts(seconds: damaged)).assets[0].seconds == 8)
        }
    }

    @Test(arguments: [(15.0, "0.9"), (2.5, "0.15"), (0.001, "0.00006")])
    func `the price of what is billed by time follows the length`(seconds: Double, price: String) {
        let made = film(1280, 720, origin(.own, .same, bills: true)).made(from: facts(1280, 720, seconds: seconds))
        #expect(made.assets[0].seconds == seconds)
        #expect(made.price.text == price)
        #expect(film(1280, 720, origin(.own, .same)).made(from: facts(1280, 720, seconds: seconds)).price.text == "0.3")
    }

    @Test(
        arguments: [(0, nil, 10), (60, nil, 8), (30, 59, 1), (0, 100_000, 10), (299, nil, 1.0 / 30)]
            as [(Int, Int?, Double)])
    func `a cut is as long as the frames between its ends`(first: Int, last: Int?, seconds: Double) {
        let cut = film(1280, 720, origin(.own, .cut(first: first, last: last)))
        #expect(cut.made(from: facts(1280, 720, seconds: 10, rate: 30)).assets[0].seconds == seconds)
    }

    @Test func `who begins beyond the end of the file is told so`() {
        let length: [(Origin.Length, Bool)] = [
            (.added(from: 6), false), (.added(from: 6.1), true), (.added(from: nil), false), (.same, false),
            (.cut(first: 143, last: nil), false), (.cut(first: 144, last: 200), true),
        ]
        for (length, isBeyond) in length {
            let misfit = film(1280, 720, origin(.own, length)).made(from: facts(1280, 720, seconds: 6)).misfit
            #expect((misfit?.message == "beyond the end") == isBeyond)
            #expect((misfit?.param == "start") == isBeyond)
            #expect(film(1280, 720, origin(.own, length)).made(from: MediaFacts()).misfit == nil)
        }
    }

    @Test func `the details say how long the file is, as far as it says so itself`() {
        let origin = Origin(places: [.upload("a")], lengthMember: "length")
        let words = Creation(
            model: "m", modality: .text, prompt: "", assets: [], price: .zero, unitPrice: .zero, quantity: .zero,
            typical: .image, answer: .atOnce, charge: .create, details: ["length": 1, "words": []], origin: origin)
        #expect(words.made(from: MediaFacts(seconds: 12.5)).details?["length"]?.number?.text == "12.5")
        #expect(words.made(from: MediaFacts(seconds: .infinity)).details == ["length": 1, "words": []])
    }

    @Test func `there is sound where the file has some`() {
        let keeping = origin(keepsSound: true)
        for hasSound in [true, false] {
            #expect(film(1280, 720, keeping).made(from: MediaFacts(hasSound: hasSound)).assets[0].hasSound == hasSound)
            #expect(!film(1280, 720, origin()).made(from: MediaFacts(hasSound: hasSound)).assets[0].hasSound)
        }
    }

    @Test func `a job takes over the size of the job that it names, as one that it must refer to or by its file alone`()
        throws
    {
        let bench = try Bench()
        let source = try #require(bench.create().job?.job.id)
        let reference = TaskReference(field: "task_id", id: source, modality: .image, message: "")
        let origin = Origin(places: [.file(job: source, index: 0)], size: .same)
        #expect(
            bench.create(references: [reference], origin: origin, width: 640).job?.job.request.assets[0].width == 64)
        #expect(bench.create(origin: origin, width: 640).job?.job.request.assets[0].width == 64)
    }

    @Test func `the first place with a file counts, and without any all stays as it was asked for`() throws {
        let bench = try Bench()
        let source = try #require(bench.create().job?.job.id)
        func width(_ places: [Origin.Place]) -> Int? {
            bench.create(origin: Origin(places: places, size: .same), width: 640).job?.job.request.assets[0].width
        }
        #expect(width([.upload("none"), .file(job: source, index: 0)]) == 64)
        #expect(width([.file(job: source, index: 7)]) == 640)
        #expect(width([.file(job: "none", index: 0), .upload("none")]) == 640)
    }

    @Test func `what does not fit to its file is refused, also when it only asks for the price`() throws {
        let bench = try Bench()
        let source = try #require(bench.create(seconds: 6).job?.job.id)
        func refusal(from second: Double, dryRun: Bool) -> Refusal? {
            let start = Origin.Start(param: "at", message: "too late")
            let origin = Origin(
                places: [.file(job: source, index: 0)], length: .added(from: second), start: start)
            return bench.create(dryRun: dryRun, origin: origin, seconds: 4).refusal
        }
        for dryRun in [true, false] {
            #expect(refusal(from: 6, dryRun: dryRun) == nil)
            #expect(refusal(from: 7, dryRun: dryRun) == Refusal(.invalidInput, message: "too late", param: "at"))
        }
    }

    @Test func `the price of the length is what a dry run tells and a balance has to have`() throws {
        let bench = try Bench("accounts: [{ name: a, keys: [poor], balance: 0.5 }]")
        let source = try #require(bench.create(key: "poor", price: 0, seconds: 15).job?.job.id)
        let origin = Origin(places: [.file(job: source, index: 0)], length: .same, secondsPerUnit: 1)
        let asked = bench.create(key: "poor", price: 100_000, dryRun: true, origin: origin, seconds: 5)
        #expect(asked.price?.text == "15")
        #expect(
            bench.create(key: "poor", price: 100_000, origin: origin, seconds: 5).refusal?.reason
                == .insufficientBalance)
    }
}

extension Bench.Caller {
    fileprivate var price: Money? {
        if case .reply(.dryRun(let price)) = answer.withLock({ $0?.outcome }) { price } else { nil }
    }
}
