/// A lead of whom some of this is known.
public protocol Somebody {
  var name: String? { get }
  var email: String? { get }
  var externalID: String? { get }
}

extension Somebody {
  /// What to call it where the address stands elsewhere.
  public var shortName: String? { name ?? email ?? externalID }

  /// The address, where ``shortName`` is not it already.
  public var address: String? { name == nil ? nil : email }

  /// The name and the address, or whatever there is of them.
  public var person: String? {
    switch (name, email) {
    case (let name?, let email?): "\(name) <\(email)>"
    default: name ?? email ?? externalID
    }
  }
}

extension LeadTransition: Somebody {}
extension LeadView: Somebody {}
extension DefinitionPreview.Example: Somebody {}
extension CallRow: Somebody {}
extension MomentumRow: Somebody {}
extension PublishedChange: Somebody {}
