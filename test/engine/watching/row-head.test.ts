import { describe, expect, it } from 'vitest'
import { rowHead } from '../../../electron/engine/watching/row-head.ts'
import type { PidFileFacts } from '../../../electron/engine/decide/pid-file-verdict.ts'
import type { Seen } from '../../../electron/engine/inventory/inventory.ts'
import type { ProcessRow } from '../../../shared/process.ts'
import { pidFileOf } from '../../fakes/backends.ts'
import { makeTable } from '../../fakes/rows.ts'
import { iguana, look, machineOf, old, path } from '../backends/sysv/ask-sysv.ts'

const head = (rows: readonly ProcessRow[], file: PidFileFacts) =>
  rowHead({
    look: look(rows, machineOf({ pidFiles: { [path]: file } })),
    table: makeTable(rows),
  } as unknown as Seen)

describe('what a watcher sees of a service', () => {
  it('is its main process while it runs', () => {
    expect(head([iguana], pidFileOf(100))).toMatchObject({
      ...{ up: true, unclean: false, keptBySystemd: false, main: iguana.identity },
    })
  })
  it('is no process where it is gone, and how it went', () => {
    expect(head([], { kind: 'missing' })).toMatchObject({ up: false, unclean: false, main: null })
    expect(head([], pidFileOf(100, { writtenAt: old }))).toMatchObject({ up: false, unclean: true })
  })
  it.each<[string, PidFileFacts]>([
    ['is being written', pidFileOf(0, { content: { ok: false, error: 'it is empty' } })],
    ['cannot be read', { kind: 'unreadable', why: 'EACCES' }],
  ])('is nothing where its pid file %s: nobody can tell whether it runs', (_, file) => {
    expect(head([], file)).toBeNull()
  })
})
