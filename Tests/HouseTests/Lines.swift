/// A line of a source file.
struct Line {
  let number: Int
  let text: Substring

  var isComment: Bool { text.drop { $0 == " " }.hasPrefix("//") }
}

func lines(of text: String) -> [Line] {
  text.split(separator: "\n", omittingEmptySubsequences: false).enumerated().map { index, line in
    Line(number: index + 1, text: line)
  }
}
