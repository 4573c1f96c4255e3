import ArgumentParser
import Dispatch
import Foundation
import Pages
import PreviewServer
import Vault

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

struct Serve: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve",
    abstract: "Show a folder of notes in the browser, and follow what is written in it.")

  @Argument(help: "A folder of notes.")
  var notes = "notes"

  @Option(help: "The port of the server.")
  var port: UInt16 = 4321

  @Flag(help: "Open the site in the browser.")
  var open = false

  @OptionGroup
  var options: PageOptions

  func run() throws {
    let selection = try select(notes)
    var settings = Preview.Options(notes: notes)
    settings.templates = options.templates
    settings.jobs = options.jobs
    settings.timeLimit = options.timeLimit
    settings.isStrict = options.strict
    let output = CachePlace.previewFolder(of: selection.vault.root)
    let preview = Preview(settings, output: output) { Self.say($0) }
    let folders = preview.update()
    let server = PreviewServer(preview, port: port)
    let thread = Thread { preview.follow(from: folders) }
    thread.stackSize = 8 << 20
    thread.start()
    try serve(server)
  }

  private func serve(_ server: PreviewServer) throws {
    let end = DispatchSemaphore(value: 0)
    let address = "http://127.0.0.1:\(port)/"
    let isOpened = open
    Task.detached {
      do throws(PreviewServer.Failure) {
        try await server.run {
          Terminal.output("serving \(address)\n")
          if isOpened { Self.openBrowser(address) }
        }
      } catch {
        switch error {
        case .portInUse:
          Terminal.error(
            "gradweave: another program uses port \(port); choose one with --port\n")
        case .other(let reason): Terminal.error("gradweave: \(reason)\n")
        }
      }
      end.signal()
    }
    end.wait()
    throw ExitStatus.wrongUsage
  }

  private static func say(_ message: PreviewMessage) {
    switch message {
    case .failure(let reason): Terminal.error("gradweave: \(reason)\n")
    case .built(let report, let failures, let pages, let time):
      Terminal.error(report.text(color: Terminal.hasColor(STDERR_FILENO)))
      for failure in failures { Terminal.error("gradweave: \(failure)\n") }
      let files = pages == 1 ? "1 file" : "\(pages) files"
      let milliseconds = Int(time / .milliseconds(1))
      Terminal.output("\(report.summary) (\(files) in \(milliseconds) ms)\n")
    }
  }

  private static func openBrowser(_ address: String) {
    #if os(macOS)
      let program = "open"
    #else
      let program = "xdg-open"
    #endif
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = [program, address]
    process.standardError = FileHandle.nullDevice
    do {
      try process.run()
    } catch {
      Terminal.error("gradweave: no browser can be opened; open \(address)\n")
    }
  }
}
