// Generated from SQL/ by `make catalog`. Edit the SQL, not this file.
// swift-format-ignore-file

extension SQL {
  public enum Access {
    /// Every statement of this folder.
    public static let all: [SQLFile] = [createKey, createLink, endSession, followLink, forgetSigningKeys, keyHolder, keys, links, noteKeyUse, offerSignIn, revokeKey, revokeLink, sessionVisitor, signingKeys, takeSignIn]

    public static let createKey = SQLFile(
      name: "access/create_key", sha256: "46b3664a4f6e8baadeb00973659e5dbea3d5da54a09b546acd8c8d11e2582531",
      text: #"""
select guard.create_key($1, $2, $3, $4, $5, $6)

"""#)

    public static let createLink = SQLFile(
      name: "access/create_link", sha256: "9c6fcad0723367f086189b2ce51709cf42cfa480b5a3ff0c16d73ecbf2768978",
      text: #"""
select guard.create_link($1, $2, $3, $4)

"""#)

    public static let endSession = SQLFile(
      name: "access/end_session", sha256: "a1d9d655dd123feae5ad5dbaf9079414b687426bee9fde4da0fc36922c9d10c5",
      text: #"""
select guard.end_session($1)

"""#)

    public static let followLink = SQLFile(
      name: "access/follow_link", sha256: "88ae19f98cb89824d4550dfb841f9a15af35b2fb88e0ab1adbc71f69eb8ee365",
      text: #"""
select tenant_id, slug, valid_until from guard.follow_link($1, $2, $3)

"""#)

    public static let forgetSigningKeys = SQLFile(
      name: "access/forget_signing_keys", sha256: "dc94b9772ac9049caf257e8bc49ef11c8e02fd773f49b70f11c9c58eabea33a6",
      text: #"""
select guard.forget_signing_keys()

"""#)

    public static let keyHolder = SQLFile(
      name: "access/key_holder", sha256: "2954268b9a48ff0cc72aef010122e47b6a4b902baa5a0f72ba4ab40ad2dcbedf",
      text: #"""
select kind, secret_hash, tenant_id, slug, timezone, identities, state, used_today from guard.key_holder($1)

"""#)

    public static let keys = SQLFile(
      name: "access/keys", sha256: "1bfc79950b0e727a9bf16d53cff72e15ab5399cec891c081bef2e9042c9bb258",
      text: #"""
select key_id, kind, name, created_at, valid_until, revoked_at, last_used from guard.keys($1)

"""#)

    public static let links = SQLFile(
      name: "access/links", sha256: "add45685bea94f3b94455a74452d2b6494d762460beda87b7a47462c8c008528",
      text: #"""
select link_id, label, created_at, valid_until, revoked_at, last_used, sessions from guard.links($1)

"""#)

    public static let noteKeyUse = SQLFile(
      name: "access/note_key_use", sha256: "3449831fc13361a86e7d3544238fd3935d7e262a0ffb2f74dbc346ef4d77fdcf",
      text: #"""
select guard.note_key_use($1)

"""#)

    public static let offerSignIn = SQLFile(
      name: "access/offer_sign_in", sha256: "a14b994d1ee3f2b1c9b0078836b9625f9350c62e28e468e0c9c0d9cea9c37f73",
      text: #"""
select guard.offer_sign_in($1, $2)

"""#)

    public static let revokeKey = SQLFile(
      name: "access/revoke_key", sha256: "5d883378f4cb6242bcf078a97af70400edb866a827ebf7ed26cb65861bb3f8a2",
      text: #"""
select guard.revoke_key($1, $2)

"""#)

    public static let revokeLink = SQLFile(
      name: "access/revoke_link", sha256: "41e49d73d83ceac825534de6117b4d07e1c5b57401a4303773ef2b4851dd48a9",
      text: #"""
select guard.revoke_link($1)

"""#)

    public static let sessionVisitor = SQLFile(
      name: "access/session_visitor", sha256: "b6d3c6cbfa0071cd0a138617b051c35d106b79ff8871bb8b93812839d75d2e3f",
      text: #"""
select tenant_id, slug, valid_until from guard.session_visitor($1)

"""#)

    public static let signingKeys = SQLFile(
      name: "access/signing_keys", sha256: "832f1f132bd78c28721c6115061363a5b772e9a13d69203d71e4719872d2ef76",
      text: #"""
select key_number, secret from guard.signing_keys($1)

"""#)

    public static let takeSignIn = SQLFile(
      name: "access/take_sign_in", sha256: "b3ec8d8bc2a748727e18b53c5d09d012d2d5ad2cf8c070cd0806c0004b32b6fd",
      text: #"""
select guard.take_sign_in($1, $2, $3)

"""#)
  }
}
