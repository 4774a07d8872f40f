import Dispatch
import Glibc

/// What has had a core, and for how long: the time of others on the machine is not in it.
enum CoreTime {
  /// The calling thread.
  case thread
  /// All threads of this program.
  case program

  /// Seconds of one core so far.
  var seconds: Double {
    var time = timespec()
    clock_gettime(clock, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }

  private var clock: clockid_t {
    switch self {
    case .thread: CLOCK_THREAD_CPUTIME_ID
    case .program: CLOCK_PROCESS_CPUTIME_ID
    }
  }
}
