extension RandomNumberGenerator {
  mutating func pick<T>(_ from: [T]) -> T { from[Int.random(in: from.indices, using: &self)] }
}
