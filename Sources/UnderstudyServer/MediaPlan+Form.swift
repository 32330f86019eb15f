import Core
import Digests
import Media

extension MediaPlan {
    /// The whole plan, written out.
    var form: WrittenForm {
        switch self {
        case .still(let format, let picture):
            var form = WrittenForm("\(format.rawValue) 1")
            form.add("width", picture.width)
            form.add("height", picture.height)
            form.add("seed", picture.seed)
            form.add("alpha", picture.alpha)
            form.add(picture.caption)
            return form
        case .movie(let movie):
            var form = WrittenForm("mp4 1")
            form.add("width", movie.width)
            form.add("height", movie.height)
            form.add("milliseconds", movie.milliseconds)
            form.add("timescale", movie.rate.timescale)
            form.add("frameDuration", movie.rate.frameDuration)
            form.add("seed", movie.seed)
            form.add("hasSound", movie.hasSound)
            form.add(movie.caption)
            return form
        case .sound(let format, let sound):
            var form = WrittenForm("\(format.rawValue) 1")
            form.add("numerator", sound.length.numerator)
            form.add("denominator", sound.length.denominator)
            form.add("seed", sound.seed)
            form.add("channels", sound.channels.rawValue)
            form.add("sampleRate", sound.sampleRate.rawValue)
            form.add(sound.caption)
            return form
        }
    }

    /// An entity tag, known before the file is made.
    var tag: String {
        "\"" + Hex.encode(XXH3.hash128(form.text.utf8Span.span).bytes) + "\""
    }
}

extension WrittenForm {
    fileprivate mutating func add(_ caption: Caption) {
        add("provider", caption.provider)
        add("model", caption.model)
        add("prompt", caption.prompt)
        add("index", caption.index)
        add("count", caption.count)
        add("references", caption.references)
        add("aspectRatio", caption.aspectRatio)
        add("preview", caption.preview)
    }
}
