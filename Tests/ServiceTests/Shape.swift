/// What has to be true of every page's markup.
struct Shape {
  private(set) var faults: [String] = []

  init(_ html: String) {
    if !html.hasPrefix("<!doctype html>\n<html lang=\"en\">") { faults.append("no document in English") }
    if html.contains("{{") { faults.append("a tag of the template") }
    let levels = html.matches(of: /<h([1-6])/).compactMap { Int($0.output.1) }
    if levels.filter({ $0 == 1 }).count != 1 { faults.append("not one h1") }
    for (before, level) in zip(levels, levels.dropFirst()) where level > before + 1 {
      faults.append("h\(level) after h\(before)")
    }
    for landmark in ["<main", "<header class=\"top\"", "<footer"] where html.ranges(of: landmark).count != 1 {
      faults.append("not one \(landmark)")
    }
    if !html.contains("<a class=\"skip\" href=\"#main\">") { faults.append("no way past the navigation") }
    for heading in html.matches(of: /<th[^>]*>/)
    where !heading.output.contains("scope=") && !heading.output.contains("<thead") {
      faults.append("\(heading.output) without scope")
    }
    if html.ranges(of: "<table").count != html.ranges(of: "<caption").count { faults.append("a table without caption") }
    for picture in html.matches(of: /<svg[^>]*role="img"[^>]*>(.{0,8})/)
    where picture.output.1.hasPrefix("<title") == false {
      faults.append("a picture without title")
    }
    for forbidden in ["<script", "<style", " style=", " onclick", "javascript:"] where html.contains(forbidden) {
      faults.append(forbidden)
    }
    faults += Self.unbalanced(html)
    let ids = html.matches(of: /\sid="([^"]*)"/).map { String($0.output.1) }
    if Set(ids).count != ids.count { faults.append("an id twice") }
    for label in html.matches(of: /aria-labelledby="([^"]*)"/) {
      for id in label.output.1.split(separator: " ") where !ids.contains(String(id)) { faults.append("no \(id)") }
    }
  }

  /// Elements that are not closed, or closed without having been opened.
  private static func unbalanced(_ html: String) -> [String] {
    let empty: Set = ["meta", "link", "img", "br", "hr", "input"]
    var open: [Substring] = []
    for tag in html.matches(of: /<(\/?)([a-z][a-z0-9]*)((?:"[^"]*"|[^>"])*)>/) {
      let (closes, name, rest) = (!tag.output.1.isEmpty, tag.output.2, tag.output.3)
      if closes {
        guard open.popLast() == name else { return ["</\(name)> closes what is not open"] }
      } else if !empty.contains(String(name)), !rest.hasSuffix("/") {
        open.append(name)
      }
    }
    return open.isEmpty ? [] : ["\(open) is not closed"]
  }
}

extension String {
  /// What is read: without tags, entities resolved, spaces and joiners as one would type them.
  var plain: String {
    replacing(/<[^>]*>/, with: " ")
      .replacing("&lt;", with: "<").replacing("&gt;", with: ">").replacing("&quot;", with: "\"")
      .replacing("&#39;", with: "'").replacing("&amp;", with: "&").replacing("\u{2060}", with: "")
      .replacing("\u{A0}", with: " ").split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }
}
