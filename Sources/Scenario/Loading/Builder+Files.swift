import Core

extension Builder {
    func linkTerms(_ reading: Reading) -> LinkTerms {
        LinkTerms(
            lifetime: reading["ttl"]?.duration, bornExpired: reading["born_expired"]?.flag ?? false,
            rotates: reading["rotate"]?.flag ?? false, expiredStatus: reading["expired"]?["status"]?.integer,
            expiredBody: reading["expired"]?["body"]?.text.flatMap { LinkTerms.ExpiredBody(rawValue: $0) } ?? .provider)
    }

    func asset(_ reading: Reading) -> AssetDirective {
        var asset = AssetDirective()
        asset.bytes = reading["bytes"]?.integer
        asset.corruption = reading["corrupt"]?.text.flatMap { AssetDirective.Corruption(rawValue: $0) }
        asset.isClamped = reading["size"]?.text == "clamp"
        asset.contentType = reading["content_type"]?.text
        asset.visibilityDelay = reading["visibility_delay"]?.duration
        asset.headers = headerChanges(reading["headers"])
        asset.range = reading["range"]?.text.flatMap { AssetDirective.RangeAnswer(rawValue: $0) }
        asset.isChunked = reading["chunked"]?.flag ?? false
        return asset
    }
}
