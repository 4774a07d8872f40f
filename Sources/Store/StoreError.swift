/// What keeps the store from doing what was asked, in words for whoever asked.
public enum StoreError: Error, Sendable, Hashable {
  /// The database has no Headway in it, or none that this home knows the logins of.
  case notMigrated(reason: String)
  /// A migration that was applied reads otherwise now; nothing was changed.
  case migrationChanged(file: String)
  /// The database is ahead of this binary.
  case databaseIsNewer(migration: String)
  /// The server is too old, or lacks what Headway stands on.
  case unfit(reason: String)
  case noSuchTenant(slug: String)
  /// The tenant is suspended or being deleted.
  case tenantNotOpen(slug: String, state: Tenant.State)
  /// There is one of that slug, with other settings.
  case tenantExists(slug: String, differences: [String])
  /// There is one of that slug, and nothing else may take its place.
  case slugTaken(slug: String)
  /// A folder holds no export that can be restored; nothing was changed.
  case unfitExport(path: String, reason: String)
  case noSuchLogin(role: String)
  case noSuchKey(id: String)
  case noSuchLink(id: String)
  case noSuchDefinition(tenant: String, version: Int32)
  /// There are no figures for it: it is before the first lead, or ahead of today.
  case noSuchPeriod(tenant: String, period: String)
  /// A setting that the database's checks refuse.
  case badSetting(reason: String, hint: String?)
  /// Another run is at work on the tenant, and did not end in time.
  case busy(tenant: String)
  /// Another run of the same work has taken over; this one's results were thrown away.
  case overtaken
}
