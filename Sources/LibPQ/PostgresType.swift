/// A type of the server's catalogue, by its fixed number.
public struct PostgresType: Sendable, Hashable, CustomStringConvertible {
  public let oid: UInt32
  /// The type of an array of these; zero where this module makes none.
  public let arrayOID: UInt32
  public let description: String

  init(_ description: String, _ oid: UInt32, array arrayOID: UInt32 = 0) {
    self.oid = oid
    self.arrayOID = arrayOID
    self.description = description
  }

  public var array: PostgresType { PostgresType(description + "[]", arrayOID) }

  // From the server's pg_type.dat; numbers below 10,000 never change.
  public static let bool = PostgresType("bool", 16, array: 1000)
  public static let bytea = PostgresType("bytea", 17, array: 1001)
  public static let int8 = PostgresType("int8", 20, array: 1016)
  public static let int2 = PostgresType("int2", 21, array: 1005)
  public static let int4 = PostgresType("int4", 23, array: 1007)
  public static let text = PostgresType("text", 25, array: 1009)
  public static let float8 = PostgresType("float8", 701, array: 1022)
  public static let date = PostgresType("date", 1082, array: 1182)
  public static let timestamp = PostgresType("timestamp", 1114, array: 1115)
  public static let timestamptz = PostgresType("timestamptz", 1184, array: 1185)
  public static let numeric = PostgresType("numeric", 1700, array: 1231)
  public static let uuid = PostgresType("uuid", 2950, array: 2951)
  public static let jsonb = PostgresType("jsonb", 3802, array: 3807)
  public static let json = PostgresType("json", 114, array: 199)
  public static let datemultirange = PostgresType("datemultirange", 4535, array: 6155)

  /// The name for a message; a number this module does not read stays a number.
  static func name(of oid: UInt32) -> String {
    for type in known {
      if type.oid == oid { return type.description }
      if type.arrayOID == oid { return type.array.description }
    }
    return "type \(oid)"
  }

  private static let known: [PostgresType] = [
    bool, bytea, int8, int2, int4, text, float8, date, timestamp, timestamptz, numeric, uuid, jsonb, json,
    datemultirange, PostgresType("varchar", 1043, array: 1015), PostgresType("float4", 700, array: 1021),
    PostgresType("void", 2278), PostgresType("interval", 1186, array: 1187),
  ]
}
