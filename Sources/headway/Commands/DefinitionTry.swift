import ArgumentParser
import Definitions
import Terminal

struct DefinitionTry: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "try", abstract: "Evaluate an expression on facts given by hand, without the check.",
    discussion: """
      headway definition try 'lead.title.matches("(?i)vp") && x > 1' --facts facts.json
      with {"lead": {"title": "VP Sales"}, "x": 2} in facts.json; its value is printed as JSON.
      With --jsonl every line is {"expr": …, "bindings": {"x": {"int": "5"}}}, and so is every answer.
      """)

  @OptionGroup var options: GlobalOptions

  @Argument(help: "The expression.")
  var expression: String?

  @Option(
    help: ArgumentHelp("The facts, as a JSON object; - for standard input.", valueName: "file.json"),
    completion: .file())
  var facts: String?

  @Option(
    help: ArgumentHelp("Expressions with their facts, one a line; - for standard input.", valueName: "file"),
    completion: .file())
  var jsonl: String?

  func validate() throws {
    guard (expression == nil) != (jsonl == nil) else {
      throw ValidationError("Give an expression, or a file with --jsonl.")
    }
    if jsonl != nil, facts != nil { throw ValidationError("With --jsonl the facts stand in the lines.") }
  }

  func run() async throws {
    let console = options.console
    if let jsonl {
      let file = try TextFile(jsonl)
      console.show(try answers(of: file))
    } else if let expression {
      let trial = try Trial(expression)
      let file = try facts.map(TextFile.init)
      switch trial.evaluate(try located(in: file) { try file.map { try Trial.facts($0.text) } ?? [:] }) {
      case .value(let value): console.show(value.json)
      case .error(let error): console.show("error: \(error)")
      }
    }
  }

  private func answers(of file: TextFile) throws -> String {
    var answers = ""
    for (number, line) in file.text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
    where !line.allSatisfy(\.isWhitespace) {
      do {
        answers += try Trial.answer(String(line)) + "\n"
      } catch {
        throw Failure(.refused, error.message, at: "\(file.name), line \(number + 1)")
      }
    }
    return answers
  }

  private func located<Value>(in file: TextFile?, _ work: () throws -> Value) throws -> Value {
    do {
      return try work()
    } catch let problem as JSONProblem {
      throw Failure(.refused, problem.message, at: file.map { "\($0.name), line \(problem.line)" })
    }
  }
}
