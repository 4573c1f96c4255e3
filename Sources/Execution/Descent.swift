import Calculus
import MathSyntax
import NetSyntax

/// The iterates of gradient descent.
package struct Descent: Sendable {
  package let loss: MathNode
  package let parameters: [MathNode]
  package let rate: MathNode
  package let rule: StoppingRule?
  /// The start is step 0. Long runs keep the first and the last iterates only.
  package var iterates: [Iterate] = []
  /// Iterates left out between the first and the last ones, and after which index they would stand.
  package var omitted: (after: Int, count: Int)?
  /// Whether the stopping rule ended it.
  package var isStopped = false
  /// The step at which values stopped being finite.
  package var divergedAt: Int?

  package init(loss: MathNode, parameters: [MathNode], rate: MathNode, rule: StoppingRule? = nil) {
    self.loss = loss
    self.parameters = parameters
    self.rate = rate
    self.rule = rule
  }

  package struct Iterate: Sendable {
    package let step: Int
    package let loss: Double
    package let values: [Matrix<Double>]
    package let gradients: [Matrix<Double>]

    package init(step: Int, loss: Double, values: [Matrix<Double>], gradients: [Matrix<Double>]) {
      self.step = step
      self.loss = loss
      self.values = values
      self.gradients = gradients
    }
  }
}
