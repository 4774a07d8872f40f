public import Engine
internal import LibPQ
internal import SQLCatalog

/// How long is kept what is no part of the log.
public enum Retention {
  /// Messages that arrived or were given up, and jobs that were given up. In days.
  public static let ofMessages: Int32 = 30
  public static let ofDeadJobs: Int32 = 30
  /// Rows of files that were rejected. In days, from the end of their import.
  public static let ofRejects: Int32 = 90
  /// Messages of SDKs that were refused. In days.
  public static let ofRefusals: Int32 = 30
}

extension Database {
  /// Takes away what a tenant has had for longer than it is kept; what does so ends in the same transaction.
  public func retain(of tenant: TenantID, ending job: LeasedJob? = nil) async throws {
    try await write(as: tenant, within: .seconds(600)) { session in
      try session.execute(RemoveOldMessages(tenant: tenant))
      try session.execute(RemoveOldRejects(tenant: tenant))
      try session.execute(RemoveOldRefusals(tenant: tenant))
      try session.execute(RemoveOldDeadJobs(tenant: tenant))
      if let job { try session.finish(job) }
    }
  }
}

private struct RemoveOldMessages: Statement {
  static let sql = SQLText(SQL.Work.removeOldMessages)
  var tenant: TenantID
  func bind(_ parameters: inout Parameters) {
    parameters.add(tenant)
    parameters.add(Retention.ofMessages)
  }
}

private struct RemoveOldRejects: Statement {
  static let sql = SQLText(SQL.Work.removeOldRejects)
  var tenant: TenantID
  func bind(_ parameters: inout Parameters) {
    parameters.add(tenant)
    parameters.add(Retention.ofRejects)
  }
}

private struct RemoveOldDeadJobs: Statement {
  static let sql = SQLText(SQL.Work.removeOldDeadJobs)
  var tenant: TenantID
  func bind(_ parameters: inout Parameters) {
    parameters.add(tenant)
    parameters.add(Retention.ofDeadJobs)
  }
}
