import CAssets

/// The files compiled into the program.
public enum BuiltIn {
    /// The YAML of a provider's model catalog by the provider's id, such as `unified-tasks`; nil for an unknown one.
    public static func catalog(_ provider: String) -> [UInt8]? {
        catalogs.first { $0.name == provider }?.bytes
    }

    /// The YAML of a shipped scenario by its name, such as `rate-limited`; nil for an unknown one.
    public static func scenario(_ name: String) -> [UInt8]? {
        scenarios.first { $0.name == name }?.bytes
    }

    /// The OpenAPI document of a provider by its id, or that of the control API by `control`, as JSON; nil for an unknown one.
    public static func openAPI(_ name: String) -> [UInt8]? {
        openAPIs.first { $0.name == name }?.bytes
    }

    /// The names that have an OpenAPI document, in alphabetical order.
    public static var openAPINames: [String] { openAPIs.map(\.name) }

    /// The ids of the providers that have a catalog, in alphabetical order.
    public static var catalogNames: [String] { catalogs.map(\.name) }

    /// The names of the shipped scenarios, which `use` may name without a file beside it, in alphabetical order.
    public static var scenarioNames: [String] { scenarios.map(\.name) }

    /// The names of the shipped scenarios that lie in a folder below `scenarios`, such as `drills`; empty: right in it.
    public static func scenarioNames(in folder: String) -> [String] {
        scenarios.filter { $0.folder == folder }.map(\.name)
    }

    private static var catalogs: some Sequence<Asset> & LazySequenceProtocol {
        (0..<cassets_catalog_count()).lazy.map { unsafe Asset(cassets_catalog($0)) }
    }

    private static var openAPIs: some Sequence<Asset> & LazySequenceProtocol {
        (0..<cassets_openapi_count()).lazy.map { unsafe Asset(cassets_openapi($0)) }
    }

    private static var scenarios: some Sequence<Asset> & LazySequenceProtocol {
        (0..<cassets_scenario_count()).lazy.map { unsafe Asset(cassets_scenario($0)) }
    }
}

/// One compiled-in file. What it points to lives as long as the program, so that nothing can be read too late.
@safe private struct Asset {
    let name: String
    let folder: String?
    private let contents: UnsafeBufferPointer<UInt8>

    init(_ asset: CAsset) {
        name = unsafe String(cString: asset.name)
        folder = unsafe asset.folder.map { unsafe String(cString: $0) }
        unsafe contents = UnsafeBufferPointer(start: asset.bytes, count: asset.count)
    }

    var bytes: [UInt8] { unsafe Array(contents) }
}
