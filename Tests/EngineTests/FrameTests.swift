import Core
import Documents
import Engine
import Testing

@Suite struct FrameTests {
    private func film(_ width: Int, _ height: Int, _ frame: Creation.Frame = .own) -> Creation {
        Creation(
            model: "m", modality: .video, prompt: "",
            assets: [Asset(format: .mp4, width: width, height: height, seconds: 8, aspectRatio: "9:16")], price: .zero,
            unitPrice: .zero, quantity: .zero, typical: .video, answer: .atOnce, charge: .create, frame: frame)
    }

    @Test func `an extension is as large as what it continues`() {
        let framed = film(1280, 720, .ofReference).framed(like: film(720, 1280)).assets[0]
        #expect((framed.width, framed.height) == (720, 1280))
        #expect(framed.aspectRatio == "9:16")
        #expect(framed.seconds == 8)
    }

    @Test(arguments: [
        (720, 1280, 2160, 3840), (1280, 720, 3840, 2160), (720, 720, 2160, 2160), (1680, 720, 5040, 2160),
    ])
    func `an upscale keeps the ratio of its source`(width: Int, height: Int, wide: Int, high: Int) {
        let framed = film(3840, 2160, .ratioOfReference).framed(like: film(width, height)).assets[0]
        #expect((framed.width, framed.height) == (wide, high))
    }

    @Test func `what has a size of its own keeps it`() {
        #expect(film(1280, 720).framed(like: film(720, 1280)).assets == film(1280, 720).assets)
    }

    @Test func `a job takes the size of the job that it names`() throws {
        let bench = try Bench()
        let source = try #require(bench.create().job?.job.id)
        let reference = TaskReference(field: "task_id", id: source, modality: .image, message: "")
        let made = try #require(bench.create(references: [reference], frame: .ofReference, width: 640).job)
        #expect(made.job.request.assets[0].width == 64)
    }
}
