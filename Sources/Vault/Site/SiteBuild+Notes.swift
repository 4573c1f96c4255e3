import Compiler
import NoteSyntax
import Synchronization

extension SiteBuild {
  /// Compiles notes, by their places in the table, on all cores; their pages go into the pack.
  mutating func compile(_ changed: [Int], into pack: PagePack) {
    let compiler = RecordCompiler(self, pack)
    // Moved and not copied: there may be many.
    let shelf = Mutex(Shelf(table: cache.notes))
    cache.notes = NoteTable()
    let count = Mutex(0)
    concurrentForEach(changed, workers: vault.workers, limit: vault.timeLimit) {
      [builder, notes] index, allowance in
      let number = count.withLock { count in
        count += 1
        return count
      }
      builder.progress?(BuildProgress(number: number, total: changed.count, note: notes[index]))
      return compiler.compile(notes[index], allowance)
    } late: { [notes] in
      compiler.lateRecord(of: notes[$0])
    } take: { [keepsOld = builder.keepsUnreadablePages] number, result in
      shelf.withLock { $0.take(result, at: changed[number], pack, keepsUnreadable: keepsOld) }
    }
    shelf.withLock { shelf in
      swap(&cache.notes, &shelf.table)
      outcome.failures += shelf.failures
      outcome.compiled += shelf.taken
    }
    cache.aliases = ContentHash.of(
      vault.world.forgetful(knownAliases: cache.notes.aliases()).aliases)
  }

  /// The records of notes while they are made.
  private struct Shelf {
    var table: NoteTable
    var failures: [FileError] = []
    var taken = 0

    mutating func take(
      _ result: Result<NoteRecord, FileError>, at index: Int, _ pack: PagePack,
      keepsUnreadable: Bool
    ) {
      do throws(FileError) {
        let record = try result.get()
        if keepsUnreadable, !record.isReadable, let old = table.records[index], !old.isHidden {
          table.records[index] = try pack.unreadable(old, now: record)
        } else {
          table.records[index] = record
          table.written[index] = nil
        }
        taken += 1
      } catch {
        failures.append(error)
      }
    }
  }
}

extension PagePack {
  /// What is known of a note that cannot be read any more and keeps its page.
  ///
  /// - Parameter new: Says why it cannot be read.
  fileprivate func unreadable(
    _ old: NoteRecord, now new: NoteRecord
  ) throws(FileError) -> NoteRecord {
    var details = try details(of: old.parts)
    details.problems = try self.details(of: new.parts).problems
    var record = old
    record.hasProblems = new.hasProblems
    (record.isReadable, record.state) = (false, nil)
    record.parts[.details] = try add(details, trace(of: old.parts), of: record.path)
    return record
  }
}
