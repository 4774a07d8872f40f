/// Why a whole file is refused: nothing of it can be trusted, so nothing of it is stored.
///
/// Says where, what, and what to do about it. A single row that cannot be used is no fault
/// but a `Reject`.
public struct FileFault: Error, Equatable, Sendable {
  public var file: String
  /// The physical line, counted from 1, on which the trouble begins; `nil` where it is the file itself.
  public var line: Int?
  public var what: String
  /// What the person who has the file can do; empty where `what` says it all.
  public var advice: String

  public init(file: String = "", line: Int? = nil, what: String, advice: String = "") {
    self.file = file
    self.line = line
    self.what = what
    self.advice = advice
  }

  /// The same fault, with a place where it had none.
  func located(in file: String, line: Int?) -> FileFault {
    var fault = self
    if fault.file.isEmpty { fault.file = file }
    if fault.line == nil { fault.line = line }
    return fault
  }
}

extension FileFault: CustomStringConvertible {
  /// `leads.csv, line 3: byte 0xA9 is not UTF-8. Save the file as UTF-8.`
  public var description: String {
    let place = [file, line.map { "line \($0)" } ?? ""].filter { !$0.isEmpty }.joined(separator: ", ")
    let sentence = advice.isEmpty ? what : "\(what). \(advice)"
    return place.isEmpty ? sentence : "\(place): \(sentence)"
  }
}
