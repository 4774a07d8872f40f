// Until the module Definitions brings its own.
public enum Stage: Int, CaseIterable, Hashable, Sendable { case lead, mql, sql, opportunity, customer, disqualified }
public enum Value: Hashable, Sendable { case null, bool(Bool), int(Int64), double(Double), string(String) }
