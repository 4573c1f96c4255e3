// swift-tools-version: 6.2

import PackageDescription

/// What is done to formulas outside the tests: `FuzzFormulas` looks for ones whose time grows faster
/// than they do, `FormulaBenchmark` counts how many become MathML in a second. A package of its own, on
/// links to the sources: `swift run -c release --package-path Fuzz FuzzFormulas`.
let package = Package(
  name: "gradweave",
  targets: [
    .target(name: "Diagnostics"),
    .target(name: "MathSyntax", dependencies: ["Diagnostics"]),
    .target(name: "MathML", dependencies: ["MathSyntax"]),
    .executableTarget(name: "FuzzFormulas", dependencies: ["MathML"]),
    .executableTarget(name: "FormulaBenchmark", dependencies: ["MathML"]),
  ]
)
