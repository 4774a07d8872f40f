/// Random text from the system's generator.
enum Secret {
  static let lowercase = Array("abcdefghijklmnopqrstuvwxyz0123456789")
  static let lettersAndDigits = Array("abcdefghijkmnopqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789")

  /// All 62 of them, for what no person types.
  static let alphanumerics = Array("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")

  /// 32 characters of `lettersAndDigits` carry 186 bits.
  static func random(characters: Int, of alphabet: [Character]) -> String {
    var generator = SystemRandomNumberGenerator()
    return String((0..<characters).compactMap { _ in alphabet.randomElement(using: &generator) })
  }
}
