import Engine

extension Database {
  /// All imports of a tenant, oldest first.
  public func imports(of tenant: Tenant) async throws -> [ImportRow] {
    try await read(ListImports(tenant: tenant.id), as: tenant.id)
  }

  /// What an import set aside, in the order of the file.
  public func rejects(of row: ImportRow, tenant: Tenant) async throws -> [RejectRow] {
    try await read(Rejects(tenant: tenant.id, importID: row.id), as: tenant.id)
  }
}
