import Catalog
import Core
import DialectKit
import Documents
import HTTPMessages
import Time

extension UnifiedTasksDialect {
    /// Source: unified-tasks.md §4.3 [docs]. The number of a user is a hash of the account's name [chosen].
    func accountPage(_ account: AccountView, in context: Context) -> Response {
        Self.success { writer in
            writer.beginObject()
            writer.member("user_id", Self.number(of: account.name))
            writer.member("balance_usd", account.balance.decimal)
            writer.member("email", "dev@example.com")
            writer.member("created_at", Int(account.created.unixSeconds))
            writer.member("updated_at", Int(context.now.unixSeconds))
            writer.endObject()
        }
    }

    /// 32-bit FNV-1a without its sign bit: small enough for every client's integers.
    private static func number(of name: String) -> Int {
        Int(name.utf8.reduce(2_166_136_261 as UInt32) { ($0 ^ UInt32($1)) &* 16_777_619 } & 0x7FFF_FFFF)
    }

    /// Source: unified-tasks.md §4.4 [chosen shape].
    func voicesPage(_ list: VoiceList) -> Response {
        Self.success(reserving: 2048) { writer in
            writer.beginArray()
            switch list {
            case .google:
                for name in Voices.google { Self.write(voice: Node(.string(name.lowercased())), name, to: &writer) }
            case .elevenlabs:
                for voice in Voices.elevenlabs { Self.write(voice: Node(.string(voice.id)), voice.name, to: &writer) }
            case .kling:
                for voice in Voices.kling {
                    Self.write(voice: Node(.number(Number(voice.id))), voice.name, to: &writer)
                }
            }
            writer.endArray()
        }
    }

    private static func write(voice id: Node, _ name: String, to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("id", id)
        writer.member("name", name)
        writer.endObject()
    }

    /// Source: unified-tasks.md §4.5 [chosen shape].
    func modelsPage(category: String?) -> Response {
        Self.success(reserving: 8192) { writer in
            writer.beginArray()
            for model in catalog.models where category == nil || category == model.modality.rawValue {
                writer.beginObject()
                writer.member("model", model.id)
                writer.member("name", model.name)
                writer.member("category", model.modality.rawValue)
                writer.endObject()
            }
            writer.endArray()
        }
    }
}
