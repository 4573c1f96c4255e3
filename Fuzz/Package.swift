// swift-tools-version: 6.2

import PackageDescription

/// What is done to formulas and notes outside the tests. A package of its own, on links to the sources.
///
/// - `FuzzFormulas` looks for formulas whose time grows faster than they do, `FormulaBenchmark` counts how many become MathML in a
///   second: `swift run -c release --package-path Fuzz FuzzFormulas`.
/// - `FuzzTeX`, `FuzzNet`, `FuzzNote` and `FuzzPages` are given texts by libFuzzer: `make fuzz`.
func module(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
  .target(name: name, dependencies: dependencies)
}

/// A function that libFuzzer calls; the main function is its own.
func fuzzer(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
  .executableTarget(
    name: name, dependencies: dependencies, swiftSettings: [.unsafeFlags(["-parse-as-library"])])
}

let package = Package(
  name: "gradweave",
  platforms: [.macOS(.v15)],
  dependencies: [
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
  ],
  targets: [
    .systemLibrary(name: "CCmark", pkgConfig: "libcmark"),
    module("Diagnostics"),
    module("MathSyntax", ["Diagnostics"]),
    module("MathML", ["MathSyntax"]),
    module("Calculus"),
    module("NoteSyntax", ["CCmark", "Diagnostics", .product(name: "Yams", package: "Yams")]),
    module("NetSyntax", ["MathSyntax"]),
    module("Elaboration", ["NetSyntax", "Calculus"]),
    module("Execution", ["Elaboration", "NoteSyntax"]),
    module("Reading", ["Elaboration"]),
    module("Verification", ["Reading"]),
    .target(
      name: "Pages",
      dependencies: [
        "Execution", "MathML", "NoteSyntax", "Verification",
        .product(name: "Mustache", package: "swift-mustache"),
      ],
      resources: [.embedInCode("templates")]),
    module("Compiler", ["Pages"]),
    .executableTarget(name: "FuzzFormulas", dependencies: ["MathML"]),
    .executableTarget(name: "FormulaBenchmark", dependencies: ["MathML"]),
    module("FuzzSupport"),
    fuzzer("FuzzTeX", ["MathML"]),
    fuzzer("FuzzNet", ["Execution", "FuzzSupport", "Verification"]),
    fuzzer("FuzzNote", ["NoteSyntax"]),
    fuzzer("FuzzPages", ["Compiler", "FuzzSupport"]),
  ]
)
