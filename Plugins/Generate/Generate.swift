import Foundation
import PackagePlugin

/// Runs a target's script `generate` before each build. What it writes into the folder that it is given
/// is compiled with the target; it leaves files alone that would not change.
@main
struct Generate: BuildToolPlugin {
  func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
    guard let folder = target.sourceModule?.directoryURL else { return [] }
    let output = context.pluginWorkDirectoryURL
    return [
      .prebuildCommand(
        displayName: "Generating sources of \(target.name)",
        executable: URL(filePath: "/bin/sh"),
        arguments: [folder.appending(path: "generate").path, output.path],
        outputFilesDirectory: output)
    ]
  }
}
