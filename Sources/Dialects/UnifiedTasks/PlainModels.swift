import Catalog
import Core
import Documents

/// The models that an unknown id is taken as where the setting accepts it (language.md §10), one of each kind, which ask for
/// little [chosen].
enum PlainModels {
    private static let image = "kuaishou/kling-3.0-image"
    private static let video = "google/veo-3.1-fast"
    /// Its one parameter that must be there is `text`.
    private static let sound = "elevenlabs/sound-effect"
    private static let song = "suno-ai/music"

    /// By the fields that the images of the catalog do not have: those of its videos, or of its sounds [chosen].
    static func model(for input: Members, in catalog: ParameterCatalog) -> Model? {
        let others = input.map(\.key).filter { !names(of: .image, in: catalog).contains($0) }
        let (videos, sounds) = (names(of: .video, in: catalog), names(of: .audio, in: catalog))
        let ofVideo = others.count(where: videos.contains)
        let ofSound = others.count(where: sounds.contains)
        let id =
            if ofSound > ofVideo {
                input["text"] == nil ? song : sound
            } else {
                ofVideo > 0 ? video : image
            }
        return catalog[id]
    }

    private static func names(of kind: OutputKind, in catalog: ParameterCatalog) -> Set<String> {
        Set(catalog.models.filter { $0.modality == kind }.flatMap { $0.parameters.map(\.name) })
    }
}
