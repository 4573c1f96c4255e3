/// The library that the script of a note is written for.
package enum TangleTarget: String, CaseIterable, Sendable {
  case numpy, torch

  /// What the script begins with: derivatives by this library, and the functions that notes use.
  var prelude: Prelude {
    switch self {
    case .numpy: Prelude([PackageResources.common_py, PackageResources.numpy_py])
    case .torch: Prelude([PackageResources.common_py, PackageResources.torch_py])
    }
  }

  /// How it finds derivatives, for the reader of the script.
  var method: String {
    switch self {
    case .numpy: "Derivatives are found by complex steps and central differences."
    case .torch: "Derivatives are found by PyTorch's automatic differentiation."
    }
  }
}
