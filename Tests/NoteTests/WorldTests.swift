import Compiler
import Testing

private let world = World(
  files: SortedPaths([
    "index.md", "deep/layers/Hidden Layers.md", "deep/other.md", "deep/images/a b.png", "a.png",
  ]))

@Test(
  arguments: [
    ("other", "index.md", "deep/other.md"), ("deep/other.md", "index.md", "deep/other.md"),
    ("hidden-layers", "index.md", "deep/layers/Hidden Layers.md"),
    ("Hidden Layers", "index.md", "deep/layers/Hidden Layers.md"),
    ("../other", "deep/layers/Hidden Layers.md", "deep/other.md"),
    ("../../index", "deep/layers/Hidden Layers.md", "index.md"),
    ("/deep/other", "deep/layers/Hidden Layers.md", "deep/other.md"),
    ("other.html", "index.md", "deep/other.md"), ("", "deep/other.md", "deep/other.md"),
    ("layers/hidden-layers", "index.md", "deep/layers/Hidden Layers.md"),
    ("missing", "index.md", nil), ("../../../index", "deep/other.md", nil),
    ("wrong/other", "index.md", nil),
  ] as [(String, String, String?)])
func findsNotes(target: String, source: String, path: String?) {
  #expect(world.note(target, from: source) == path)
}

@Test(
  arguments: [
    ("a.png", "deep/other.md", "a.png"), ("a b.png", "index.md", "deep/images/a b.png"),
    ("images/a b.png", "deep/other.md", "deep/images/a b.png"), ("c.png", "index.md", nil),
  ] as [(String, String, String?)])
func findsImages(target: String, source: String, path: String?) {
  #expect(world.file(target, from: source) == path)
}

@Test(arguments: [
  ("a.html", "b.html", "b.html"), ("x/a.html", "style.css", "../style.css"),
  ("x/a.html", "x/b.html", "b.html"), ("x/y/a.html", "x/z/b.html", "../z/b.html"),
  ("a.html", "x/b.html", "x/b.html"),
])
func findsTheWayFromPageToPage(source: String, target: String, way: String) {
  #expect(NotePath.relative(from: source, to: target) == way)
}

@Test(arguments: ["a b/ä.html", "50% & more?.png", "plain-name_1.png"])
func encodesPathsForURLs(path: String) {
  let url = NotePath.url(path)
  #expect(NotePath.decoded(url) == path)
  #expect(url.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7f && $0 != UInt8(ascii: "?") })
}

@Test func keepsPathsInOrder() {
  let paths = SortedPaths(["b", "a/c", "a", "b"])
  #expect(Array(paths) == ["a", "a/c", "b"])
  #expect(paths.index(of: "b") == 2 && paths.index(of: "ab") == nil && paths.index(of: "c") == nil)
  #expect(Array(paths.union(SortedPaths(["aa", "b"]))) == ["a", "a/c", "aa", "b"])
  #expect(paths.subtracting(SortedPaths(["a/c", "z"])) == ["a", "b"])
  #expect(SortedPaths().index(of: "a") == nil)
}
