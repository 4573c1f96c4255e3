import Foundation

/// The Python of this machine, where there is one.
struct Python: Sendable {
  let path: String

  /// The one that `PYTHON` names, else `python3`; nil where it does not have `module`.
  static func with(_ module: String) -> Python? {
    let path = ProcessInfo.processInfo.environment["PYTHON"] ?? "python3"
    let python = Python(path: path)
    guard let result = try? python.run(["-c", "import \(module)"]), result.status == 0 else {
      return nil
    }
    return python
  }

  static let withNumpy = with("numpy")
  static let withTorch = with("torch")

  /// What it printed, and its status.
  func run(_ arguments: [String]) throws -> (status: Int32, output: String) {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = [path] + arguments
    let output = FileManager.default.temporaryDirectory
      .appending(path: "gradweave-\(UUID().uuidString).out")
    try Data().write(to: output)
    defer { try? FileManager.default.removeItem(at: output) }
    let handle = try FileHandle(forWritingTo: output)
    process.standardOutput = handle
    process.standardError = handle
    try process.run()
    process.waitUntilExit()
    let text = String(decoding: try Data(contentsOf: output), as: UTF8.self)
    return (process.terminationStatus, text)
  }

  /// Runs scripts in one process: what each printed, and its status.
  func run(scripts: [(name: String, text: String)]) throws -> [(status: Int, output: String)] {
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "gradweave-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let files = scripts.indices.map { folder.appending(path: "\($0).py") }
    for (script, file) in zip(scripts, files) { try Data(script.text.utf8).write(to: file) }
    let runner = folder.appending(path: "runner.py")
    try Data(Python.runner.utf8).write(to: runner)
    let result = try run([runner.path] + files.map(\.path))
    return result.output.components(separatedBy: "\u{1E}").dropFirst().map { part in
      let (status, output) = part.splitFirstLine
      return (Int(status) ?? -1, output)
    }
  }

  private static let runner = #"""
    import contextlib, io, runpy, sys, traceback

    for path in sys.argv[1:]:
        status, output = 0, io.StringIO()
        with contextlib.redirect_stdout(output):
            try:
                runpy.run_path(path)
            except SystemExit as exit:
                status = exit.code
            except BaseException:
                status = 2
                output.write(traceback.format_exc())
        print(f"\x1e{status}\n{output.getvalue()}", end="", flush=True)
    """#
}

extension String {
  fileprivate var splitFirstLine: (String, String) {
    let parts = split(separator: "\n", maxSplits: 1, omittingEmptySubsequences: false)
    return (String(parts[0]), parts.count > 1 ? String(parts[1]) : "")
  }
}
