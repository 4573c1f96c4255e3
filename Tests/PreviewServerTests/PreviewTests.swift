import Foundation
import PreviewServer
import Synchronization
import Testing
import Vault

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// What a server on this machine answers to `request`, read until it closes, has sent `end`, or a while has passed.
private func ask(_ port: UInt16, _ request: String, until end: String = "</html>") -> String {
  let socket = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
  defer { close(socket) }
  var address = sockaddr_in()
  address.sin_family = sa_family_t(AF_INET)
  address.sin_port = port.bigEndian
  address.sin_addr.s_addr = inet_addr("127.0.0.1")
  let isConnected = withUnsafePointer(to: &address) { pointer in
    pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
      connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
    }
  }
  guard isConnected else { return "" }
  _ = Array(request.utf8).withUnsafeBytes { write(socket, $0.baseAddress, $0.count) }
  var bytes: [UInt8] = []
  var request = pollfd(fd: socket, events: Int16(POLLIN), revents: 0)
  var buffer = [UInt8](repeating: 0, count: 1 << 16)
  while poll(&request, 1, 20_000) > 0 {
    let count = read(socket, &buffer, buffer.count)
    guard count > 0 else { break }
    bytes += buffer[..<count]
    if String(decoding: bytes, as: UTF8.self).contains(end) { break }
  }
  return String(decoding: bytes, as: UTF8.self)
}

/// A port that nobody has at the moment.
private func freePort() -> UInt16 { UInt16(20_000 + getpid() % 20_000) }

private func page(_ port: UInt16, host: String, path: String = "/") -> String {
  ask(port, "GET \(path) HTTP/1.1\r\nHost: \(host)\r\nConnection: close\r\n\r\n")
}

/// Notes are followed: a page, a foreign name of the server, a second server, a change, a folder that is gone and comes back.
@Test(.timeLimit(.minutes(3))) func followsItsNotes() async throws {
  let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString).path
  defer { try? FileManager.default.removeItem(atPath: folder) }
  let notes = folder + "/notes"
  try FileSystem.replace(notes + "/a.md", with: Array("# First\n".utf8))
  let messages = Mutex<[String]>([])
  let preview = Preview(Preview.Options(notes: notes), output: folder + "/site") { message in
    messages.withLock { messages in
      switch message {
      case .built(_, let failures, _, _): messages.append("built \(failures)")
      case .failure(let reason): messages.append(reason)
      }
    }
  }
  let folders = preview.update()
  #expect(folders == [notes])
  Thread.detachNewThread { preview.follow(from: folders) }
  let port = freePort()
  let server = Task { try await PreviewServer(preview, port: port).run {} }
  defer { server.cancel() }
  try await until { page(port, host: "127.0.0.1:\(port)", path: "/a").contains("First</h1>") }
  #expect(page(port, host: "localhost:\(port)", path: "/a").contains("EventSource"))
  #expect(
    ask(port, "GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n", until: "alone").hasPrefix(
      "HTTP/1.1 403"))
  #expect(
    ask(port, "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n", until: "had")
      .hasPrefix("HTTP/1.1 405"))
  await #expect(throws: PreviewServer.Failure.self) {
    try await PreviewServer(preview, port: port).run {}
  }
  try FileSystem.replace(notes + "/a.md", with: Array("# Second\n".utf8))
  try await until { page(port, host: "localhost", path: "/a").contains("Second</h1>") }
  try FileSystem.replace(notes + "/deep/b.md", with: Array("# Third\n".utf8))
  try await until { page(port, host: "localhost", path: "/deep/b").contains("Third</h1>") }
  try FileManager.default.moveItem(atPath: notes, toPath: folder + "/gone")
  try await until { messages.withLock { $0.last ?? "" }.contains("No such file") }
  // The last good page stays.
  #expect(page(port, host: "localhost", path: "/a").contains("Second</h1>"))
  try FileManager.default.moveItem(atPath: folder + "/gone", toPath: notes)
  try FileSystem.replace(notes + "/a.md", with: Array("# Fourth\n".utf8))
  try await until { page(port, host: "localhost", path: "/a").contains("Fourth</h1>") }
}

private func until(
  _ place: SourceLocation = #_sourceLocation, _ condition: () -> Bool
) async throws {
  for _ in 0..<200 {
    if condition() { return }
    try await Task.sleep(for: .milliseconds(50))
  }
  Issue.record("what should happen did not", sourceLocation: place)
}
