/// A precondition whose message is printed by an optimised program, too.
public func demand(_ condition: Bool, _ message: @autoclosure () -> String) {
  if !condition { fatalError(message()) }
}
