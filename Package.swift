// swift-tools-version: 6.2

import PackageDescription

/// Every target is Swift 6 with warnings as errors. The order below is the order of the pipeline:
/// a target may depend only on targets above it (Tests/TidyTests reads the imports).
let strict: [SwiftSetting] = [.treatAllWarnings(as: .error)]

func module(
  _ name: String, _ dependencies: [Target.Dependency] = [], resources: [Resource] = []
) -> Target {
  .target(name: name, dependencies: dependencies, resources: resources, swiftSettings: strict)
}

/// A target that has files made by its script `generate` before each build.
func generated(_ target: Target) -> Target {
  target.exclude = ["generate"]
  target.plugins = [.plugin(name: "Generate")]
  return target
}

func tests(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
  .testTarget(name: name, dependencies: dependencies, swiftSettings: strict)
}

let package = Package(
  name: "gradweave",
  platforms: [.macOS(.v15)],
  products: [.executable(name: "gradweave", targets: ["gradweave"])],
  dependencies: [
    // The command line: help, completion and "did you mean" as users expect them.
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    // Front matter and the site config are YAML.
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    // Page templates that authors can replace without knowing Swift.
    .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
    // The preview: a small server of HTTP.
    .package(url: "https://github.com/swhitty/FlyingFox", from: "0.27.1"),
  ],
  targets: [
    .systemLibrary(name: "CCmark", pkgConfig: "libcmark", providers: [.apt(["libcmark-dev"])]),
    // Settings of the C library's allocator, where it is GNU's.
    .systemLibrary(name: "CMalloc"),
    module("Diagnostics"),
    module("MathSyntax", ["Diagnostics"]),
    module("MathML", ["MathSyntax"]),
    module("Calculus"),
    module(
      "NoteSyntax", ["CCmark", "Diagnostics", .product(name: "Yams", package: "Yams")]),
    module("NetSyntax", ["MathSyntax"]),
    module("Elaboration", ["NetSyntax", "Calculus"]),
    module("Execution", ["Elaboration", "NoteSyntax"]),
    module("Reading", ["Elaboration"]),
    module("Verification", ["Reading"]),
    module(
      "Pages",
      [
        "Execution", "MathML", "NoteSyntax", "Verification",
        .product(name: "Mustache", package: "swift-mustache"),
      ],
      // A link to the folder `templates`: the program carries its templates in itself.
      resources: [.embedInCode("templates")]),
    module("Compiler", ["Pages"]),
    // A `net` block for a page that has none.
    module("Inference", ["Compiler"]),
    .plugin(name: "Generate", capability: .buildTool()),
    // The pages of `docs/diagnostics`, which the program carries in itself.
    generated(module("Manual")),
    module(
      "Vault",
      [
        "Compiler", "Manual", .target(name: "CMalloc", condition: .when(platforms: [.linux])),
        .product(name: "Yams", package: "Yams"),
      ]),
    // Worked examples in a link to the folder `examples`, for those who begin a note.
    // What begins each script that a note becomes.
    module(
      "Authoring", ["Inference", "Vault"],
      resources: [.embedInCode("examples"), .embedInCode("Tangle/preludes")]),
    module(
      "PreviewServer", ["Vault", .product(name: "FlyingFox", package: "FlyingFox")]),
    module("LanguageServer", ["Vault"]),
    // The speed of the engine, and its values for other engines to compare.
    .executableTarget(
      name: "Bench", dependencies: ["Calculus"], path: "Bench", swiftSettings: strict),
    generated(
      .executableTarget(
        name: "gradweave",
        dependencies: [
          "Authoring", "LanguageServer", "PreviewServer", "Vault",
          .product(name: "ArgumentParser", package: "swift-argument-parser"),
        ],
        swiftSettings: strict)),
    tests("DiagnosticsTests", ["Diagnostics"]),
    tests("MathSyntaxTests", ["MathSyntax", "MathML"]),
    tests("CalculusTests", ["Calculus"]),
    tests("NoteSyntaxTests", ["NoteSyntax"]),
    tests("ElaborationTests", ["Elaboration", "Verification", "Execution"]),
    tests("MutationTests", ["Verification"]),
    tests("PagesTests", ["Pages"]),
    tests("ReadingTests", ["Vault"]),
    tests("NoteTests", ["Inference", "Vault"]),
    tests("VaultTests", ["Vault"]),
    tests("PreviewServerTests", ["PreviewServer"]),
    tests("LanguageServerTests", ["LanguageServer"]),
    tests("CommandTests", ["gradweave", "Authoring"]),
    tests("TidyTests", []),
  ]
)
