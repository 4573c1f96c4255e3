/// A name as TeX source writes it: a letter's command where it has one, so `\theta` for `θ`.
package func texSpelling(of name: String) -> String {
  spellings[name].map { "\\\($0)" } ?? name
}

/// The names of all commands that are words, in order.
package let texCommandNames: [String] = CommandTable.all.keys
  .filter { $0.utf8.allSatisfy(isLetter) }.sorted()

/// The shortest command of every symbol that is no plain character.
private let spellings: [String: String] = {
  var table: [String: String] = [:]
  for (name, command) in CommandTable.all {
    guard case .symbol(let symbol) = command, !symbol.character.utf8.allSatisfy({ $0 < 128 }) else {
      continue
    }
    let known = table[symbol.character]
    let isBetter = known.map { (name.count, name) < ($0.count, $0) } ?? true
    if isBetter { table[symbol.character] = name }
  }
  return table
}()
