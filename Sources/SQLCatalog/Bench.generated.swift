// Generated from SQL/ by `make catalog`. Edit the SQL, not this file.
// swift-format-ignore-file

extension SQL {
  /// The files of `SQL/Bench/`, in the order of their names.
  public static let bench: [SQLFile] = [
  ]
}
