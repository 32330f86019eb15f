import Basics
import Core
import DialectKit
import Digests
import Media
import Scenario

extension Sandbox {
    /// Keeps a file that came with a request. Its id follows from the request and its attempt, like that of a job.
    func upload(_ upload: Upload, _ context: RequestContext) -> Answer.Outcome {
        guard let account = context.account?.name else { return .refusal(Refusal(.unauthenticated)) }
        var file = UploadedFile(
            id: Hex.encode(Array(context.identity.draw.bytes.prefix(16))), account: account,
            contentType: upload.contentType,
            ending: upload.ending, length: 0, digest: "", content: .evicted)
        switch upload.content {
        case .address(let address):
            file.content = .elsewhere(address)
        case .measured(let length, let digest):
            (file.length, file.digest) = (length, digest)
        case .bytes(let bytes):
            file.length = bytes.count
            file.digest = SHA256.digest(bytes.span).hex
            file.facts = MediaFacts(of: bytes)
            file.content = .bytes(bytes)
        }
        let kept = file
        changeUploads { $0.keep(kept) }
        return .reply(.upload(kept))
    }

    /// Changes what is held of uploads, and what all sandboxes hold of them with it.
    func changeUploads(_ change: (inout UploadStore) -> Void) {
        let growth = uploads.withLock { uploads in
            let before = uploads.bytes
            change(&uploads)
            return uploads.bytes - before
        }
        shared?.uploads.change(by: growth)
    }

    /// Whoever has the address may have the file, as with what a job makes.
    func uploaded(_ id: String) -> Answer.Outcome {
        guard let file = uploads.withLock({ $0[id] }) else { return .refusal(Refusal(.notFound, subject: id)) }
        switch file.content {
        case .bytes:
            return .reply(.uploaded(file))
        case .evicted:
            return .refusal(
                Refusal(
                    .assetUnavailable,
                    message: """
                        Understudy does not hold the bytes of this upload (\(file.length) bytes, SHA-256 \
                        \(file.digest)): a sandbox keeps \(UploadStore.mostBytes >> 20) MiB of them.
                        """))
        case .elsewhere(let address):
            return .refusal(
                Refusal(
                    .assetUnavailable,
                    message: "Understudy fetches no address that a client gives, so it has no file of \(address)."))
        }
    }

    /// What a job with these sources fails with: the first limit that a file kept here does not meet.
    func failure(by sources: [SourceLimit]) -> JobDirective.Outcome? {
        guard !sources.isEmpty else { return nil }
        let broken = uploads.withLock { store in
            sources.first { source in store[source.file].map { !source.allows($0) } ?? false }
        }
        return broken.map { .failed(.generationFailed, message: $0.message) }
    }
}
