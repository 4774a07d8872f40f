internal import Crypto

/// How rows stand in the files of an export.
enum ExportText {
  /// The settings of the session under which a value has one spelling, whoever writes it and reads it.
  static let settings = """
    set local timezone = 'UTC'; set local datestyle = 'ISO, YMD'; set local intervalstyle = 'iso_8601';
    set local bytea_output = 'hex'; set local extra_float_digits = 3
    """

  /// The columns as a SELECT takes them.
  static func columns(of table: TenantTable, withSecrets: Bool) -> String {
    table.columns.map { column in
      guard !withSecrets, table.schema == "core", table.name == "sink" else { return column.quotedName }
      return withoutSecrets[column] ?? column.quotedName
    }.joined(separator: ", ")
  }

  /// Of a sink: an address in Slack is a secret, that of a webhook may have one in it. Whom mail goes to is none.
  private static let withoutSecrets = [
    "settings":
      "case kind when 'email' then settings else jsonb_build_object('kind', kind, 'url', 'https://left-out-of-the-export.invalid/') end as settings",
    "disabled": """
    case kind when 'email' then disabled
      else coalesce(disabled, 'it came with an export that leaves out secrets: headway sink set') end as disabled
    """,
  ]
}

extension SHA256.Digest {
  /// 64 digits in lower case.
  var hexadecimal: String { map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined() }
}
