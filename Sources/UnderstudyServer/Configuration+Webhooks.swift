import Core
import Webhooks

extension Service.Configuration {
    /// Lets webhooks go to a host, an address or a range, with a port if it is to be that one alone; false when the text
    /// names none.
    public mutating func allowWebhooks(to text: String) -> Bool {
        guard let target = AllowedTarget(text) else { return false }
        webhooks.allowed.append(target)
        return true
    }

    /// Whether creates with a callback that may not be called are refused.
    public mutating func refuseBlockedWebhooks(_ refuses: Bool) {
        webhooks.isStrict = refuses
    }

    /// - Parameter file: certificates in PEM, which an `https` receiver may be signed by.
    public mutating func trustWebhookReceivers(signedBy file: String) {
        webhooks.certificates = file
    }

    public mutating func keepWebhookConnections(_ keeps: Bool) {
        webhooks.keepsConnections = keeps
    }
}
