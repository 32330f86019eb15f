import Documents

extension Creation {
    /// The same, made from a file like that: with its size, length and sound as far as they are taken over, and the price of
    /// that length.
    public func made(from file: MediaFacts) -> Creation {
        guard let origin else { return self }
        let assets = assets.map { $0.made(from: file, origin) }
        let misfit = origin.start.flatMap { start in
            origin.length.isBeyond(file) ? Refusal(.invalidInput, message: start.message, param: start.param) : nil
        }
        var bill = (price: price, quantity: quantity)
        let own = assets.first?.seconds ?? quantity.double * (origin.secondsPerUnit ?? 1)
        if let unit = origin.secondsPerUnit, let seconds = origin.length.seconds(own: own, of: file) {
            bill.quantity = Decimal(coefficient: Int128((seconds / unit * 1e6).rounded()), exponent: -6)
            bill.price = Money(unitPrice * bill.quantity)
        }
        return fitted(
            assets: assets, price: bill.price, quantity: bill.quantity, details: details(of: file, origin),
            misfit: misfit)
    }

    private func details(of file: MediaFacts, _ origin: Origin) -> Node? {
        guard let member = origin.lengthMember, let seconds = file.length, case .object(let members) = details?.value
        else { return details }
        let length = Node(.number(Number(text: "\((seconds * 1000).rounded() / 1000)")))
        return Node(
            .object(Members(members.map { $0.key == member ? Members.Member(key: member, value: length) : $0 })))
    }
}

extension Asset {
    fileprivate func made(from file: MediaFacts, _ origin: Origin) -> Asset {
        var made = self
        if let seconds { made.seconds = origin.length.seconds(own: seconds, of: file) ?? seconds }
        if origin.keepsSound, let hasSound = file.hasSound { made.hasSound = hasSound }
        guard width > 0, height > 0, let source = file.size, source.width > 0, source.height > 0 else { return made }
        let size = origin.size.fitted(own: PixelSize(width: width, height: height), to: source, isFilm: seconds != nil)
        guard let size else { return made }
        (made.width, made.height) = (size.width, size.height)
        made.aspectRatio = file.aspectRatio
        return made
    }
}

extension Origin.Size {
    /// nil: as it is.
    fileprivate func fitted(own: PixelSize, to source: PixelSize, isFilm: Bool) -> PixelSize? {
        switch self {
        case .own: nil
        case .same: source
        case .ratio where isFilm: .video(shortEdge: min(own.width, own.height), like: source)
        case .ratio: .still(edge: Int(Double(own.width * own.height).squareRoot()), ratio: AspectRatio(of: source))
        case .times(let factor): source.enlarged(by: factor)
        }
    }
}
