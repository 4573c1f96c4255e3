import Mustache
import NoteSyntax
import Synchronization

/// What has become of templates so far: those that were parsed, and how they came out for the shapes of data that they got.
/// What they make does not depend on it.
final class TemplateCache: Sendable {
  private struct Key: Hashable {
    let template: String
    let shape: ContentHash
  }

  private struct State {
    var library = MustacheLibrary()
    var shells: [Key: TemplateShell] = [:]
  }

  /// Enough for the pages of a site, which have few shapes; a page with long lists has one of its own.
  private static let mostShells = 256
  private static let largestShell = 1 << 15

  private let state = Mutex(State())

  /// The templates that are parsed, once `parse` has added what is missing.
  func library(_ parse: (inout MustacheLibrary) -> Void) -> MustacheLibrary {
    state.withLock { state in
      // A copy: what others have is not changed in its place.
      var library = state.library
      parse(&library)
      state.library = library
      return library
    }
  }

  func shell(
    _ template: String, _ shape: ContentHash, _ make: () -> TemplateShell
  ) -> TemplateShell {
    let key = Key(template: template, shape: shape)
    if let known = state.withLock({ $0.shells[key] }) { return known }
    let shell = make()
    guard shell.size <= TemplateCache.largestShell else { return shell }
    state.withLock { state in
      if state.shells.count >= TemplateCache.mostShells { state.shells = [:] }
      state.shells[key] = shell
    }
    return shell
  }
}
