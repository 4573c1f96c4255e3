import Diagnostics
import Pages

extension NoteCompiler {
  /// The problems as the page shows them, in the order of their places, with the severities of the site.
  func shown(_ problems: [Diagnostic]) -> [ProblemContent] {
    problems.sortedForReport().compactMap { problem in
      guard let severity = options.severities[problem.code] else {
        return ProblemContent(problem, in: note.file)
      }
      var judged = problem
      guard let severity else { return nil }
      judged.severity = severity
      return ProblemContent(judged, in: note.file)
    }
  }
}
