import Catalog
import Core

extension Validated {
    /// The file that a task is made from: one of another task, by its address, its task's id or its clip's, or one that was
    /// handed in (unified-tasks.md §6.1). nil where none can be known here.
    var origin: Origin? {
        guard let inherited else { return nil }
        let places = inherited.named.compactMap(Origin.Place.init(naming:))
        guard !places.isEmpty else { return nil }
        return Origin(
            places: places, size: Origin.Size(inherited.size), length: Origin.Length(inherited.length),
            keepsSound: inherited.keepsSound && !makesSound, secondsPerUnit: secondsPerUnit(inherited.length),
            start: inherited.start.map { Origin.Start(param: $0.parameter, message: $0.message) },
            lengthMember: model.output.kind == .text ? TextOutput.length : nil)
    }

    /// What is billed by time is billed by the length that it has.
    private func secondsPerUnit(_ length: Inherited.Length) -> Double? {
        switch (length, price.unit) {
        case (.same, .second), (.cut, .second): 1
        case (.same, .minute), (.cut, .minute): 60
        case (.own, _), (.added, _), (_, .call), (_, .image), (_, .kilocharacter): nil
        }
    }
}

extension Origin.Place {
    /// nil for what leads to no file of this server.
    fileprivate init?(naming text: String) {
        if let upload = uploadedFile(in: text) {
            self = .upload(upload)
        } else if let file = FileName(address: text) {
            self = .file(job: file.job, index: file.index)
        } else if let clip = ClipID(text[...]) {
            self = .file(job: clip.task, index: 2 * clip.number)
        } else if !text.contains("/") {
            self = .file(job: text, index: 0)
        } else {
            return nil
        }
    }
}

extension Origin.Size {
    fileprivate init(_ size: Validated.Inherited.Size) {
        self =
            switch size {
            case .own: .own
            case .same: .same
            case .ratio: .ratio
            case .times(let factor): .times(factor)
            }
    }
}

extension Origin.Length {
    fileprivate init(_ length: Validated.Inherited.Length) {
        self =
            switch length {
            case .own: .own
            case .same: .same
            case .added(let from): .added(from: from)
            case .cut(let first, let last): .cut(first: first, last: last)
            }
    }
}
