import Foundation

/// What the embedded server is told. Written anew at each start; `ALTER SYSTEM` wins over it.
struct ClusterSettings: Sendable {
  let socketFolder: URL
  /// Of the machine, in megabytes.
  let memory: Int
  /// A value of `wal_compression`.
  let compression: String

  var text: String {
    """
    # Written by headway at each start. For settings of your own: alter system set …

    # Nobody from outside: a socket in a folder of ours, and a password on top.
    listen_addresses = ''
    port = 5432
    unix_socket_directories = '\(socketFolder.path.replacing("'", with: "''"))'
    password_encryption = 'scram-sha-256'
    max_connections = 100

    # Durable: what is committed survives a power cut.
    fsync = on
    full_page_writes = on
    synchronous_commit = on

    # A share of this machine's \(memory) MB, since it is not ours alone.
    shared_buffers = \(min(max(memory / 8, 128), 2048))MB
    effective_cache_size = \(max(memory / 2, 256))MB
    maintenance_work_mem = \(min(max(memory / 32, 64), 512))MB
    work_mem = 16MB
    max_wal_size = 2GB
    # With pglz it was 5 % of what the server does for a queue of jobs, with LZ4 it is hardly seen.
    wal_compression = \(compression)
    random_page_cost = 1.1
    # Compiling a plan takes longer than any of our statements.
    jit = off

    timezone = 'UTC'
    log_timezone = 'UTC'
    lc_messages = 'C'
    log_line_prefix = '%m [%p] %q%u '
    # Statements that fail are logged without the values that they carried: those are people.
    log_parameter_max_length_on_error = 0

    """
  }

  /// A line for everybody: over the socket, with a password.
  static let authentication = """
    # Written by headway when it made this cluster.
    local all all scram-sha-256

    """
}
