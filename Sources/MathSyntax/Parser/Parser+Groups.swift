/// What a definition in a group hides until the group ends.
struct ShadowedMacros {
  private struct Entry {
    let name: String
    /// nil for a command that is no macro.
    let macro: Macro?
    let serial: Int
  }

  private var entries: [Entry] = []
  /// When names were last defined for good, while something was hidden.
  private var globals: [String: Int] = [:]
  private var serial = 0
  /// Where the groups of `\begingroup` begin among the entries.
  private var marks: [Int] = []
  var isGlobal = false

  var count: Int { entries.count }
  var isInGroup: Bool { !marks.isEmpty }

  mutating func hide(_ macro: Macro?, named name: String) {
    serial += 1
    entries.append(Entry(name: name, macro: macro, serial: serial))
  }

  mutating func keep(_ name: String) {
    guard !entries.isEmpty else { return }
    serial += 1
    globals[name] = serial
  }

  mutating func beginGroup() { marks.append(entries.count) }

  /// Where the innermost `\begingroup` began.
  mutating func endGroup() -> Int? { marks.popLast() }

  /// Takes away what was hidden last.
  mutating func reveal() -> (name: String, macro: Macro?, isKept: Bool)? {
    guard let entry = entries.popLast() else { return nil }
    return (entry.name, entry.macro, globals[entry.name].map { $0 > entry.serial } ?? false)
  }
}

extension Parser {
  /// Gives `name` a meaning. In a group it lasts until the group ends, as in TeX, if `name` had one before; a new name is for
  /// the rest of the note, as in MathJax.
  mutating func assign(_ macro: Macro, to name: String, isGlobal: Bool = false) {
    if isGlobal || shadowed.isGlobal {
      shadowed.keep(name)
    } else if open.innermost != .formula || shadowed.isInGroup {
      if let earlier = macros[name] {
        shadowed.hide(earlier, named: name)
      } else if index.row(of: name) >= 0 {
        shadowed.hide(nil, named: name)
      }
    }
    shadowed.isGlobal = false
    macros[name] = macro
  }

  /// Ends the groups that began when so many macros were hidden.
  mutating func restoreMacros(to count: Int) {
    while shadowed.count > count, let hidden = shadowed.reveal() {
      if !hidden.isKept { macros[hidden.name] = hidden.macro }
    }
  }

  /// `\global\def`: for good.
  mutating func global(_ token: Token) -> Node? {
    shadowed.isGlobal = true
    return nil
  }

  mutating func beginGroup(_ token: Token) -> Node? {
    shadowed.beginGroup()
    return nil
  }

  mutating func endGroup(_ token: Token) -> Node? {
    if let count = shadowed.endGroup() { restoreMacros(to: count) }
    return nil
  }
}
