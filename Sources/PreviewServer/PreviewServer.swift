import FlyingFox
import FlyingSocks
import Foundation
import Synchronization

/// Shows a preview to browsers of this machine, and to no one else.
package struct PreviewServer: Sendable {
  private let preview: Preview
  private let port: UInt16

  package init(_ preview: Preview, port: UInt16) {
    (self.preview, self.port) = (preview, port)
  }

  /// Why a server cannot begin.
  package enum Failure: Error, Sendable {
    case portInUse
    case other(String)
  }

  /// Serves until the task is cancelled.
  ///
  /// - Parameter ready: Called when requests are answered.
  package func run(ready: @escaping @Sendable () -> Void) async throws(Failure) {
    do {
      let address = try sockaddr_in.inet(ip4: "127.0.0.1", port: port)
      let server = HTTPServer(address: address, logger: .disabled)
      await server.appendRoute("*") { request in self.answer(request) }
      let waiting = Task {
        if (try? await server.waitUntilListening()) != nil { ready() }
      }
      let beat = Task { [events = preview.events] in
        while !Task.isCancelled {
          try await Task.sleep(for: .seconds(10))
          events.keepAlive()
        }
      }
      defer {
        waiting.cancel()
        beat.cancel()
      }
      try await server.run()
    } catch SocketError.failed(_, EADDRINUSE, _) {
      throw .portInUse
    } catch {
      throw .other(error.localizedDescription)
    }
  }

  private func answer(_ request: HTTPRequest) -> HTTPResponse {
    // A page of another site may have its name lead here (DNS rebinding).
    guard isOurs(request.headers[.host]) else {
      return text(.forbidden, "This server answers to 127.0.0.1 and localhost alone.\n")
    }
    guard [.GET, .HEAD].contains(request.method) else {
      return text(.methodNotAllowed, "Only pages can be had here.\n")
    }
    let path = request.target.path()
    if path == "/.gradweave/events" {
      return HTTPResponse(
        statusCode: .ok,
        headers: [.contentType: "text/event-stream", .cacheControl: "no-store"],
        body: HTTPBodySequence(from: preview.events.listen()))
    }
    let answer = SiteFiles(root: preview.output, script: ReloadScript.html).answer(to: path)
    var headers: HTTPHeaders = [.contentType: answer.type, .cacheControl: "no-store"]
    headers[HTTPHeader("X-Content-Type-Options")] = "nosniff"
    let status: HTTPStatusCode = answer.status == 200 ? .ok : .notFound
    guard request.method != .HEAD else {
      headers[.contentLength] = String(answer.bytes.count)
      return HTTPResponse(statusCode: status, headers: headers)
    }
    return HTTPResponse(statusCode: status, headers: headers, body: Data(answer.bytes))
  }

  private func isOurs(_ host: String?) -> Bool {
    guard let host = host?.lowercased() else { return false }
    let names = ["127.0.0.1", "localhost", "[::1]"]
    return names.contains(host) || names.map { $0 + ":" + String(port) }.contains(host)
  }

  private func text(_ status: HTTPStatusCode, _ text: String) -> HTTPResponse {
    HTTPResponse(
      statusCode: status, headers: [.contentType: "text/plain; charset=utf-8"],
      body: Data(text.utf8))
  }
}
