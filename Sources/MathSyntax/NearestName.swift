import Diagnostics

extension Parser {
  /// The known command whose name is nearest to `name`, if it is near.
  func nearestCommand(to name: String) -> String? {
    let macro = NearestName(among: macros.names)
    return macro.nearest(to: name) ?? NearestName.commands.nearest(to: name)
  }
}

extension NearestName {
  static let commands = NearestName(among: CommandTable.all.keys)
}
