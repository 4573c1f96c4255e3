import Vault

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Waits until something in folders changes.
protocol Watcher {
  /// Looks at `folders` from now on, and at those that others went away from no longer.
  mutating func watch(_ folders: [String])

  /// Returns when something changed, or after a while.
  mutating func wait()
}

/// Looks at the times of all files, again and again.
struct PollingWatcher: Watcher {
  private var folders: [String] = []
  private var seen: [String: FileState] = [:]

  mutating func watch(_ folders: [String]) {
    self.folders = folders
    seen = states
  }

  mutating func wait() {
    for _ in 0..<10 {
      usleep(200_000)
      let new = states
      guard new == seen else {
        seen = new
        return
      }
    }
  }

  private var states: [String: FileState] {
    var states: [String: FileState] = [:]
    for folder in folders {
      for entry in (try? FileSystem.entries(of: folder.isEmpty ? "." : folder)) ?? [] {
        let path = DisplayPath.join(folder, entry.name)
        if entry.kind == .file { states[path] = FileState.of(path) }
      }
    }
    return states
  }
}

#if os(Linux)
  /// Is told by the system (inotify).
  struct SystemWatcher: Watcher {
    private let descriptor: Int32
    private var watched: Set<String> = []

    init?() {
      descriptor = inotify_init1(Int32(IN_NONBLOCK) | Int32(IN_CLOEXEC))
      guard descriptor >= 0 else { return nil }
    }

    mutating func watch(_ folders: [String]) {
      let events =
        IN_CLOSE_WRITE | IN_MODIFY | IN_CREATE | IN_DELETE | IN_MOVED_FROM | IN_MOVED_TO
        | IN_DELETE_SELF | IN_MOVE_SELF | IN_ATTRIB
      // A folder that was made anew under an old name is another one: adding it again is cheap.
      for folder in folders {
        inotify_add_watch(descriptor, folder.isEmpty ? "." : folder, UInt32(events))
      }
      watched = Set(folders)
    }

    mutating func wait() {
      guard hasEvents(within: 2000) else { return }
      // One save is several events, a checkout thousands: they are one change.
      var isFirst = true
      for _ in 0..<50 {
        let hasNews = drain()
        if isFirst, !hasNews { return }
        isFirst = false
        guard hasEvents(within: 8) else { return }
      }
    }

    private func hasEvents(within milliseconds: Int32) -> Bool {
      var request = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
      return poll(&request, 1, milliseconds) > 0
    }

    /// Takes what there is; whether any of it is about more than hidden files.
    private func drain() -> Bool {
      var hasNews = false
      var buffer = [UInt8](repeating: 0, count: 1 << 16)
      while true {
        let count = read(descriptor, &buffer, buffer.count)
        guard count > 0 else { return hasNews }
        var position = 0
        // `struct inotify_event`: watch, mask, cookie and length of the name, four bytes each, then the name.
        while position + 16 <= count {
          let length = buffer.withUnsafeBytes {
            Int($0.loadUnaligned(fromByteOffset: position + 12, as: UInt32.self))
          }
          let first = length > 0 && position + 16 < count ? buffer[position + 16] : 0
          if first != UInt8(ascii: ".") { hasNews = true }
          position += 16 + length
        }
      }
    }
  }
#endif

/// The best way of watching that there is here.
func makeWatcher() -> any Watcher {
  #if os(Linux)
    if let watcher = SystemWatcher() { return watcher }
  #endif
  return PollingWatcher()
}

/// Lets a moment pass.
func pause() { usleep(300_000) }
