/// A worked example that a new note can begin with: it compiles, and every equation in it holds.
package struct Example: Sendable {
  package let name: String
  /// A few words on what it shows.
  package let summary: String
  /// The note, as UTF-8.
  package let text: [UInt8]

  /// The program carries them in itself, so they are at hand in any folder.
  package static let all = [
    Example(
      "blank", "one number, its square and the slope of it: to be replaced by your own",
      PackageResources.blank_md),
    Example(
      "dense", "two dense layers, their gradients entry by entry and as outer products",
      PackageResources.dense_md),
    Example(
      "softmax", "softmax with cross-entropy, and a descent of the scores",
      PackageResources.softmax_md),
    Example(
      "logistic", "logistic regression: one example, a batch, second derivatives, training",
      PackageResources.logistic_md),
    Example(
      "rnn", "a recurrent network, its gradients through time as sums over the steps",
      PackageResources.rnn_md),
    Example(
      "batch-norm", "batch normalisation backward, with direct partial derivatives",
      PackageResources.batch_norm_md),
  ]

  private init(_ name: String, _ summary: String, _ text: [UInt8]) {
    (self.name, self.summary, self.text) = (name, summary, text)
  }

  /// One line for each example.
  package static var list: String {
    let width = all.map(\.name.count).max() ?? 0
    return all.map { example in
      let gap = String(repeating: " ", count: width - example.name.count + 2)
      return example.name + gap + example.summary + "\n"
    }.joined()
  }
}
