// Generated from SQL/ by `make catalog`. Edit the SQL, not this file.
// swift-format-ignore-file

extension SQL {
  public enum Reading {
    /// Every statement of this folder.
    public static let all: [SQLFile] = [asOf, lvr, lvrByChannel, today]

    public static let asOf = SQLFile(
      name: "reading/as_of", sha256: "c497efddbab8c0ed43b6381ba518260b29b4b72684aab55b157f978b85a3c1f7",
      text: #"""
select set_config('headway.as_of', $1, true)

"""#)

    public static let lvr = SQLFile(
      name: "reading/lvr", sha256: "c9e7ae4dc88fda057d5e32f78c679cfaa99b270bba4a0fc6bff849dcb033dec5",
      text: #"""
select grain, period_start, period_end, status, status_reason, basis, opening, entered, exited_converted,
       exited_disqualified, exited_decayed, exited_criteria, passed_through, closing, lvr_stock, lvr_flow, lvr, lvr_low,
       lvr_high, significant, low_base, pace, band, target_low, target_high, vs_target, created, total_lvr, as_of,
       definition, tenant
from report.lvr
where grain = $1 and ($2::date is null or period_end >= $2) and ($3::date is null or period_start <= $3)
order by period_start desc
limit $4

"""#)

    public static let lvrByChannel = SQLFile(
      name: "reading/lvr_by_channel", sha256: "d22a03198b38cad9ad6f9759a364f864ec0bcad6cbdd9cfdf64c27d2edec440b",
      text: #"""
select grain, period_start, period_end, status, basis, channel, opening, entered, exited_converted, exited_disqualified,
       exited_decayed, exited_criteria, closing, lvr_stock, lvr_flow, lvr, lvr_low, lvr_high, significant, low_base,
       contribution, as_of, definition, tenant
from report.lvr_by_channel
where grain = $1 and period_end >= $2 and period_start <= $3
order by period_start, channel

"""#)

    public static let today = SQLFile(
      name: "reading/today", sha256: "e0559b7988eb0c6ae42546abb3f18cd31b8e9e7d86eeea19d99968f01b1a33aa",
      text: #"""
select report.today()

"""#)
  }
}
