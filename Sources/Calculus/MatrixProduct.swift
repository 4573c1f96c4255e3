/// A matrix in memory: entry (i, j) stands at i · `rowStride` + j · `columnStride`.
struct Strided {
  let base: UnsafeMutablePointer<Double>
  let rowStride: Int
  let columnStride: Int

  @inline(__always)
  init(_ base: UnsafeMutablePointer<Double>, _ rowStride: Int, _ columnStride: Int) {
    (self.base, self.rowStride, self.columnStride) = (base, rowStride, columnStride)
  }
}

/// Products of matrices of `Double`s.
///
/// Large ones go the way of Goto and van de Geijn ("Anatomy of high-performance matrix
/// multiplication", ACM TOMS 34, 2008): blocks of both factors are packed into panels that the caches
/// hold, and the innermost loop keeps 6×8 entries of the result in registers.
enum MatrixProduct {
  private static let (tileRows, tileColumns) = (6, 8)
  /// A block of a (96×256) fits the second cache, a panel of b (256×8) the first.
  private static let (blockRows, blockInner, blockColumns) = (96, 256, 1024)

  private static func isSmall(_ rows: Int, _ columns: Int, _ inner: Int) -> Bool {
    rows * columns * inner < 1 << 13 || rows < 3 || columns < 4
  }

  private static func rounded(_ n: Int, to step: Int) -> Int { (n + step - 1) / step * step }

  /// Entries of scratch memory that `multiply` uses.
  static func scratch(_ rows: Int, _ columns: Int, _ inner: Int) -> Int {
    if isSmall(rows, columns, inner) { return 0 }
    let depth = min(inner, blockInner)
    return min(rounded(rows, to: tileRows), blockRows) * depth
      + min(rounded(columns, to: tileColumns), blockColumns) * depth + tileRows * tileColumns
  }

  /// y = a b, with y: rows×columns row by row.
  @inline(__always)
  static func multiply(
    _ a: Strided, _ b: Strided, into y: UnsafeMutablePointer<Double>,
    _ rows: Int, _ columns: Int, _ inner: Int, _ scratch: UnsafeMutablePointer<Double>
  ) {
    if inner == 0 {
      y.update(repeating: 0, count: rows * columns)
    } else if isSmall(rows, columns, inner) {
      if b.columnStride == 1, columns > 1 {
        multiplyByRows(a, b, y, rows, columns, inner)
      } else {
        multiplyByDots(a, b, y, rows, columns, inner)
      }
    } else {
      multiplyByBlocks(a, b, y, rows, columns, inner, scratch)
    }
  }

  /// Sixteen columns of the result at a time, then four: sums that do not wait for each other.
  private static func multiplyByRows(
    _ a: Strided, _ b: Strided, _ y: UnsafeMutablePointer<Double>,
    _ rows: Int, _ columns: Int, _ inner: Int
  ) {
    for i in 0..<rows {
      let (x, y) = (a.base + i * a.rowStride, y + i * columns)
      var j = 0
      while j + 16 <= columns {
        multiplySixteen(x, a.columnStride, b.base + j, b.rowStride, inner, y + j)
        j += 16
      }
      while j < columns {
        let left = columns - j
        var sum = Vector.Four.zero
        for k in 0..<inner {
          let factor = Vector.Four(repeating: x[k * a.columnStride])
          let row = UnsafePointer(b.base + k * b.rowStride + j)
          sum = Vector.multiplyAdd(factor, Vector.load(row, left), sum)
        }
        Vector.store(sum, y + j, left)
        j += 4
      }
    }
  }

  @inline(__always)
  private static func multiplySixteen(
    _ x: UnsafeMutablePointer<Double>, _ step: Int, _ b: UnsafeMutablePointer<Double>,
    _ stride: Int, _ inner: Int, _ y: UnsafeMutablePointer<Double>
  ) {
    typealias Four = Vector.Four
    var (r0, r1, r2, r3) = (Four.zero, Four.zero, Four.zero, Four.zero)
    var (x, row) = (x, b)
    for _ in 0..<inner {
      let factor = Four(repeating: x[0])
      r0 = Vector.multiplyAdd(factor, Vector.load(row), r0)
      r1 = Vector.multiplyAdd(factor, Vector.load(row + 4), r1)
      r2 = Vector.multiplyAdd(factor, Vector.load(row + 8), r2)
      r3 = Vector.multiplyAdd(factor, Vector.load(row + 12), r3)
      x += step
      row += stride
    }
    Vector.store(r0, y)
    Vector.store(r1, y + 4)
    Vector.store(r2, y + 8)
    Vector.store(r3, y + 12)
  }

  private static func multiplyByDots(
    _ a: Strided, _ b: Strided, _ y: UnsafeMutablePointer<Double>,
    _ rows: Int, _ columns: Int, _ inner: Int
  ) {
    let isContiguous = a.columnStride == 1 && b.rowStride == 1
    for i in 0..<rows {
      for j in 0..<columns {
        let (x, z) = (a.base + i * a.rowStride, b.base + j * b.columnStride)
        var (sum, k) = (0.0, 0)
        if isContiguous, inner >= 4 {
          var four = Vector.Four.zero
          while k + 4 <= inner {
            four = Vector.multiplyAdd(Vector.load(x + k), Vector.load(z + k), four)
            k += 4
          }
          sum = four.sum()
        }
        while k < inner {
          sum += x[k * a.columnStride] * z[k * b.rowStride]
          k += 1
        }
        y[i * columns + j] = sum
      }
    }
  }

  private static func multiplyByBlocks(
    _ a: Strided, _ b: Strided, _ y: UnsafeMutablePointer<Double>,
    _ rows: Int, _ columns: Int, _ inner: Int, _ scratch: UnsafeMutablePointer<Double>
  ) {
    let tile = scratch
    let packedA = tile + tileRows * tileColumns
    let depth = min(inner, blockInner)
    let packedB = packedA + min(rounded(rows, to: tileRows), blockRows) * depth
    for column in stride(from: 0, to: columns, by: blockColumns) {
      let width = min(blockColumns, columns - column)
      for k in stride(from: 0, to: inner, by: blockInner) {
        let depth = min(blockInner, inner - k)
        let right = Strided(
          b.base + k * b.rowStride + column * b.columnStride, b.columnStride, b.rowStride)
        pack(right, width, depth, tileColumns, packedB)
        for row in stride(from: 0, to: rows, by: blockRows) {
          let height = min(blockRows, rows - row)
          let left = Strided(
            a.base + row * a.rowStride + k * a.columnStride, a.rowStride, a.columnStride)
          pack(left, height, depth, tileRows, packedA)
          let block = Block(
            base: y + row * columns + column, stride: columns, rows: height, columns: width,
            adds: k > 0)
          multiplyPanels(packedA, packedB, depth, block, tile)
        }
      }
    }
  }

  /// A part of the result.
  private struct Block {
    let base: UnsafeMutablePointer<Double>
    let stride: Int
    let rows: Int
    let columns: Int
    /// Whether the product is added to what stands there.
    let adds: Bool
  }

  /// Panels of `lines` lines (rows of a, columns of b), each panel with its lines side by side, filled
  /// up with zeros.
  private static func pack(
    _ x: Strided, _ count: Int, _ depth: Int, _ lines: Int, _ panels: UnsafeMutablePointer<Double>
  ) {
    var panel = panels
    for first in stride(from: 0, to: count, by: lines) {
      let present = min(lines, count - first)
      let source = x.base + first * x.rowStride
      if present == lines, x.rowStride == 1 {
        for k in 0..<depth {
          let (from, to) = (source + k * x.columnStride, panel + k * lines)
          for i in 0..<lines { to[i] = from[i] }
        }
      } else {
        for i in 0..<present {
          let from = source + i * x.rowStride
          for k in 0..<depth { panel[k * lines + i] = from[k * x.columnStride] }
        }
        for i in present..<lines {
          for k in 0..<depth { panel[k * lines + i] = 0 }
        }
      }
      panel += lines * depth
    }
  }

  private static func multiplyPanels(
    _ a: UnsafeMutablePointer<Double>, _ b: UnsafeMutablePointer<Double>, _ depth: Int,
    _ block: Block, _ tile: UnsafeMutablePointer<Double>
  ) {
    for j in stride(from: 0, to: block.columns, by: tileColumns) {
      let right = UnsafePointer(b + j * depth)
      for i in stride(from: 0, to: block.rows, by: tileRows) {
        let left = UnsafePointer(a + i * depth)
        let y = block.base + i * block.stride + j
        let (height, width) = (min(tileRows, block.rows - i), min(tileColumns, block.columns - j))
        if height == tileRows, width == tileColumns {
          multiplyTile(left, right, depth, y, block.stride, adds: block.adds)
        } else {
          multiplyTile(left, right, depth, tile, tileColumns, adds: false)
          for r in 0..<height {
            for c in 0..<width {
              let value = tile[r * tileColumns + c]
              let old = block.adds ? y[r * block.stride + c] : 0
              y[r * block.stride + c] = old + value
            }
          }
        }
      }
    }
  }

  /// 6×8 entries of the result: twelve sums of four, all in registers.
  @inline(__always)
  private static func multiplyTile(
    _ a: UnsafePointer<Double>, _ b: UnsafePointer<Double>, _ depth: Int,
    _ y: UnsafeMutablePointer<Double>, _ stride: Int, adds: Bool
  ) {
    typealias Four = Vector.Four
    var (r00, r01, r10, r11) = (Four.zero, Four.zero, Four.zero, Four.zero)
    var (r20, r21, r30, r31) = (Four.zero, Four.zero, Four.zero, Four.zero)
    var (r40, r41, r50, r51) = (Four.zero, Four.zero, Four.zero, Four.zero)
    var (a, b) = (a, b)
    for _ in 0..<depth {
      let (b0, b1) = (Vector.load(b), Vector.load(b + 4))
      let x0 = Four(repeating: a[0])
      r00 = Vector.multiplyAdd(x0, b0, r00)
      r01 = Vector.multiplyAdd(x0, b1, r01)
      let x1 = Four(repeating: a[1])
      r10 = Vector.multiplyAdd(x1, b0, r10)
      r11 = Vector.multiplyAdd(x1, b1, r11)
      let x2 = Four(repeating: a[2])
      r20 = Vector.multiplyAdd(x2, b0, r20)
      r21 = Vector.multiplyAdd(x2, b1, r21)
      let x3 = Four(repeating: a[3])
      r30 = Vector.multiplyAdd(x3, b0, r30)
      r31 = Vector.multiplyAdd(x3, b1, r31)
      let x4 = Four(repeating: a[4])
      r40 = Vector.multiplyAdd(x4, b0, r40)
      r41 = Vector.multiplyAdd(x4, b1, r41)
      let x5 = Four(repeating: a[5])
      r50 = Vector.multiplyAdd(x5, b0, r50)
      r51 = Vector.multiplyAdd(x5, b1, r51)
      a += tileRows
      b += tileColumns
    }
    write(r00, r01, y, adds)
    write(r10, r11, y + stride, adds)
    write(r20, r21, y + 2 * stride, adds)
    write(r30, r31, y + 3 * stride, adds)
    write(r40, r41, y + 4 * stride, adds)
    write(r50, r51, y + 5 * stride, adds)
  }

  @inline(__always)
  private static func write(
    _ left: Vector.Four, _ right: Vector.Four, _ y: UnsafeMutablePointer<Double>, _ adds: Bool
  ) {
    Vector.store(adds ? Vector.load(y) + left : left, y)
    Vector.store(adds ? Vector.load(y + 4) + right : right, y + 4)
  }
}
