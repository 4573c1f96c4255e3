/// Values by the numbers of stand-ins, which are small: so they stand in a list, and not every one has a value.
struct NumberTable<Value> {
  private var values: [Value?]

  /// - Parameter count: For how many there is room at once.
  init(count: Int = 0) { values = Array(repeating: nil, count: count) }

  subscript(number: Int) -> Value? {
    get { values.indices.contains(number) ? values[number] : nil }
    set {
      while values.count <= number { values.append(nil) }
      values[number] = newValue
    }
  }

  /// The numbers that have a value, in order.
  var numbers: [Int] { values.indices.filter { values[$0] != nil } }
}
