/// Why a row was not taken. The raw values are what the rejects file and summaries show.
public enum RejectReason: String, Hashable, Sendable, CaseIterable {
  case noIdentity = "no_identity"
  case future
  case tooOld = "too_old"
  case badTime = "bad_time"
  case missingTime = "missing_time"
  case missingType = "missing_type"
  case badType = "bad_type"
  case unknownStage = "unknown_stage"
  case unknownStatus = "unknown_status"
  case missingDealID = "missing_deal_id"
  case badDealID = "bad_deal_id"
  case missingDomain = "missing_domain"
  case badDomain = "bad_domain"
  case missingClosedAt = "missing_closed_at"
  case badAmount = "bad_amount"
  case badCurrency = "bad_currency"
  case otherCurrency = "other_currency"
  /// A deal of somebody who is no lead: found when the row is folded.
  case unknownLead = "unknown_lead"
  /// Of somebody who was erased: found when the row is folded.
  case erased
  case ragged
  case nulByte = "nul_byte"
  case badQuotes = "bad_quotes"
  /// The rest are said of messages only.
  case notAnObject = "not_an_object"
  case tooLarge = "too_large"
  case tooDeep = "too_deep"
  case unknownCall = "unknown_call"
  case missingGroup = "missing_group"
  case missingPrevious = "missing_previous_id"
  /// The log would not take it, and takes all others: found when it is folded.
  case unfoldable
}

/// What makes a row unfit, before it is known where it stood.
struct RowRefusal: Error, Equatable {
  var column: String
  var reason: RejectReason
  var message: String

  init(_ reason: RejectReason, column: String = "", _ message: String) {
    self.column = column
    self.reason = reason
    self.message = message
  }
}
