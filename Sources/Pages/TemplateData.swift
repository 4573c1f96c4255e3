/// What a template receives, by name: text, HTML, truth values, and lists of more data.
struct TemplateData: ExpressibleByDictionaryLiteral, Sendable {
  struct Entry: Sendable {
    let name: String
    var value: TemplateValue
  }

  /// In the order in which the names came; each has one value.
  private(set) var entries: [Entry] = []

  /// - Parameter elements: Of unlike names.
  init(dictionaryLiteral elements: (String, any TemplateConvertible)...) {
    entries = elements.map { Entry(name: $0.0, value: $0.1.templateValue) }
  }

  subscript(name: String) -> (any TemplateConvertible)? {
    get { entries.first { $0.name == name }?.value }
    set { set(name, newValue?.templateValue) }
  }

  /// Takes in what `other` has; of two values of a name, the other's.
  mutating func merge(_ other: TemplateData) {
    for entry in other.entries { set(entry.name, entry.value) }
  }

  private mutating func set(_ name: String, _ value: TemplateValue?) {
    let place = entries.firstIndex { $0.name == name }
    switch (place, value) {
    case (let place?, let value?): entries[place].value = value
    case (let place?, nil): entries.remove(at: place)
    case (nil, let value?): entries.append(Entry(name: name, value: value))
    case (nil, nil): break
    }
  }
}

/// A value that a template may show, ask for or go through.
enum TemplateValue: Sendable {
  case text(String)
  /// Text that is HTML, as UTF-8: what is long.
  case html(ArraySlice<UInt8>)
  /// What comes later: shows nothing, but its place is told.
  case slot(UnfilledPage.Slot)
  case flag(Bool)
  case data(TemplateData)
  case list([TemplateValue])
}

/// What can stand in the data of a template.
protocol TemplateConvertible {
  var templateValue: TemplateValue { get }
}

extension TemplateValue: TemplateConvertible {
  var templateValue: TemplateValue { self }
}

extension String: TemplateConvertible {
  var templateValue: TemplateValue { .text(self) }
}

extension Int: TemplateConvertible {
  var templateValue: TemplateValue { .text(String(self)) }
}

extension Bool: TemplateConvertible {
  var templateValue: TemplateValue { .flag(self) }
}

extension TemplateData: TemplateConvertible {
  var templateValue: TemplateValue { .data(self) }
}

extension Array: TemplateConvertible where Element: TemplateConvertible {
  var templateValue: TemplateValue { .list(map { $0.templateValue }) }
}
