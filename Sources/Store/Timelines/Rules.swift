public import Definitions
public import Engine
internal import Synchronization

/// All that a tenant's timelines follow from, beside its log.
public struct Rules: Sendable {
  public var definition: Definition
  public var zone: Zone
  /// `nil` where nobody asks for momentum.
  public var model: MomentumModel?

  public init(definition: Definition, zone: Zone, model: MomentumModel? = nil) {
    self.definition = definition
    self.zone = zone
    self.model = model
  }
}

/// The texts that a generation of timelines is built from, by what is stored of them.
public struct GenerationPlan: Sendable, Hashable {
  /// The version of the definition, and its text.
  public var definition: Int32
  public var source: String
  public var zone: String
  /// The version of the momentum model, and its text; 0 and `nil` of the default one.
  public var model: Int32
  public var modelSource: String?

  public init(definition: Int32, source: String, zone: String, model: Int32 = 0, modelSource: String? = nil) {
    self.definition = definition
    self.source = source
    self.zone = zone
    self.model = model
    self.modelSource = modelSource
  }

  /// What the timelines follow.
  ///
  /// Throws where a stored text no longer parses, or the machine lost a time zone: either is the
  /// operator's to mend, and no figure is made up.
  public func rules() throws -> Rules {
    if let known = Self.known.withLock({ $0[self] }) { return known }
    let rules = try read()
    Self.known.withLock { known in
      if known.count >= Self.remembered { known.removeAll() }
      known[self] = rules
    }
    return rules
  }

  /// Read once: of a small refresh, reading the texts anew would be a good part. Rules are what the texts say, so
  /// whoever asks for the same texts gets the same rules.
  private static let known = Mutex<[GenerationPlan: Rules]>([:])
  private static let remembered = 500

  private func read() throws -> Rules {
    guard let zone = Zone(iana: zone) else {
      throw StoreError.unfit(reason: "this machine has no time zone \(zone): install tzdata")
    }
    return Rules(
      definition: try Definition.parse(source, file: "definition \(definition)"), zone: zone,
      model: try MomentumModel.stored(modelSource, version: model))
  }
}

extension MomentumModel {
  /// The model of a stored text; the default where there is none.
  static func stored(_ source: String?, version: Int32) throws -> MomentumModel {
    guard let source else { return .default }
    return try parse(source, file: "momentum model \(version)")
  }
}
