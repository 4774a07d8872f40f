import ArgumentParser
import Engine
import Terminal

/// What every command understands, before or after its name.
struct GlobalOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The PostgreSQL database, as a URL or a connection string. [env: HEADWAY_DATABASE_URL] (default: an embedded one)",
      valueName: "url"))
  var database: String?

  @Option(help: ArgumentHelp("How results are written.", valueName: "format"))
  var format: Format = .table

  @Option(help: ArgumentHelp("Answer as if today were this day of the tenant.", valueName: "yyyy-mm-dd"))
  var asOf: Day?

  @Flag(help: "Print results only.")
  var quiet = false

  @Flag(help: "Print without colours. [env: NO_COLOR]")
  var noColor = false
}

extension GlobalOptions {
  /// What the command talks through.
  var console: Console {
    Environment.current.console(format: format, isQuiet: quiet, allowsColours: !noColor)
  }

  /// The database that was named, on the command line or else in the environment; nil for the embedded one.
  var databaseURL: String? { database ?? Environment.current.database }
}
