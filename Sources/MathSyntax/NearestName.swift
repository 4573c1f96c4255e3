import Diagnostics

extension Parser {
  /// The known command whose name is nearest to `name`, if it is near.
  func nearestCommand(to name: String) -> String? {
    nearestName(to: name, among: Array(CommandTable.all.keys) + macros.names)
  }
}
