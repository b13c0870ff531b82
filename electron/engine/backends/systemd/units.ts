import type { UnitManager } from '../../../../shared/unit.ts'
import type { Clock } from '../../os/ports.ts'
import type { SystemdManager } from '../../os/systemd/ports.ts'
import { UnitBook } from './unit-book.ts'

/** The managers that this machine has. Without systemd there is none, and nothing is missing. */
export interface Units {
  /** The book of a manager, or null where there is no such manager. */
  book(manager: UnitManager): UnitBook | null
  readonly books: readonly UnitBook[]
  /** Connects and lists, once; every look at units waits for it. */
  ready(): Promise<void>
  close(): Promise<void>
}

interface UnitsOf {
  readonly clock: Clock
  /** Connects to one manager; null where it is absent. */
  readonly open: (manager: UnitManager) => Promise<SystemdManager | null>
  /** Done once with each book when it is listed, before anybody looks into it. */
  readonly opened?: (book: UnitBook) => Promise<void>
}

/** Opens both managers when they are first asked for. */
export function createUnits({ clock, open, opened }: UnitsOf): Units {
  const books = new Map<UnitManager, UnitBook>()
  let opening: Promise<void> | null = null
  let closed = false
  const openOne = async (kind: UnitManager): Promise<void> => {
    const manager = await open(kind)
    if (manager === null) return
    // Closed while it was connecting.
    if (closed) {
      await manager.close()
      return
    }
    const book = new UnitBook(manager, clock)
    books.set(kind, book)
    await book.open()
    await opened?.(book)
  }
  return {
    book: (manager) => books.get(manager) ?? null,
    get books() {
      return [...books.values()]
    },
    ready: () => {
      opening ??= Promise.all([openOne('system'), openOne('user')]).then(() => undefined)
      return opening
    },
    close: async () => {
      closed = true
      for (const book of books.values()) {
        book.close()
        await book.manager.close()
      }
    },
  }
}
