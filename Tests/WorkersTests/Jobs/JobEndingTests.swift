import Engine
import LibPQ
import Store
import Testing

@testable import Workers

/// What is written down about a job that threw.
@Suite struct JobEndingTests {
  private let job = LeasedJob(tenant: TenantID(1), id: 1, token: 1, kind: .refresh, subject: "", dueSince: 0)

  private func ending(of error: any Error) -> JobEnding { JobEnding(of: .failure(error), job: job, chance: 0.5) }

  /// Nobody's attempts are used up by a disk that was full for an hour.
  @Test(arguments: ["53100", "53300", "57P01", "57P02", "57P03", "58030"])
  func troubleOfTheServerIsNoFailureOfTheJob(_ code: String) {
    let error = PostgresError.refused(ServerError(sqlstate: SQLState(code), message: "no"))
    #expect(ending(of: error) == .giveBack(after: .milliseconds(7_500), failed: nil))
  }

  @Test(arguments: ["40001", "40P01", "55P03"])
  func whatTwoDidToEachOtherIsTriedAgainSoon(_ code: String) {
    let error = PostgresError.refused(ServerError(sqlstate: SQLState(code), message: "no"))
    #expect(ending(of: error) == .giveBack(after: .milliseconds(550), failed: nil))
  }

  @Test func whatIsItsOwnDoingCounts() {
    let error = PostgresError.refused(ServerError(sqlstate: "22012", message: "division by zero"))
    #expect(ending(of: error) == .giveBack(after: .seconds(1), failed: "ERROR 22012: division by zero"))
  }

  @Test(arguments: [PostgresError.spent(reason: "gone"), .unknown(reason: "gone"), .busy(reason: "none free")])
  func whatMayHaveHappenedIsLookedFor(_ error: PostgresError) {
    #expect(ending(of: error) == .look)
  }
}
