import Catalog
import Core
import DialectKit
import Documents
import Testing
import UnifiedTasks

@Suite struct VoiceTests {
    private func voices(_ list: String) throws -> Set<String> {
        let page = try json(dialect.answer(.catalog(.other(list)), in: context()))
        return Set(try #require(page["data"]?.array).compactMap { $0["id"]?.text })
    }

    /// The parameters that name a voice, and the fields of that kind inside of others.
    private func namingVoices(_ parameters: [Parameter]) -> [Parameter] {
        parameters.flatMap { ["voice", "voice_id"].contains($0.name) ? [$0] : namingVoices($0.fields) }
    }

    @Test(arguments: [("google", "google", 7), ("elevenlabs", "elevenlabs", 3), ("kling", "kuaishou", 1)])
    func `the voices that a model takes are those that the API hands out`(
        list: String, maker: String, count: Int
    ) throws {
        let models = dialectCatalog.models.filter { $0.id.hasPrefix(maker + "/") }
        let parameters = models.flatMap { namingVoices($0.parameters) }
        #expect(parameters.count == count)
        for parameter in parameters {
            #expect(Set(parameter.offered.compactMap(\.text)) == (try voices(list)), "\(parameter.name)")
        }
    }

    @Test func `a voice of no list is refused wherever it stands`() {
        let unknown = "Invalid value for "
        func message(_ model: String, _ input: String) -> String? {
            problem(create(#"{"model": "\#(model)", "input": \#(input)}"#))?.refusal.message
        }
        let speech = message("elevenlabs/text-to-speech", #"{"text": "a", "voice": "nobody"}"#)
        #expect(speech?.hasPrefix(unknown + "voice: must be one of 9BWtsMINqrJLrRacOk9x, ") == true)
        let line = message("elevenlabs/text-to-dialogue", #"{"dialogue": [{"text": "a", "voice": "nobody"}]}"#)
        #expect(line?.hasPrefix(unknown + "dialogue[0].voice: ") == true)
        let kling =
            #"{"prompt": "a", "start_frame_url": "http://a/1", "native_audio": true, "voices": [{"voice_id": 7}]}"#
        #expect(
            message("kuaishou/kling-2.6-video", kling)
                == unknown + "voices[0].voice_id: must be one of 1001, 1002, 1003, 1004, 1005, 1006")
    }
}

extension Node {
    fileprivate var text: String? { string ?? number?.text }
}
