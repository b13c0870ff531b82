/** A folder with a person's own file and the machine's, and what the requests of entries need. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach } from 'vitest'
import {
  createConfigurationStore,
  type ConfigurationStore,
} from '../../../../electron/engine/configuration/configuration.ts'
import type { EntryPorts } from '../../../../electron/engine/configuration/entries/requests.ts'
import { ok } from '../../../../shared/errors.ts'
import { FakeClock } from '../../../fakes/world.ts'

export interface EntryHome {
  readonly file: string
  readonly machine: string
  readonly store: ConfigurationStore
  /** Sentences of the record. */
  readonly said: string[]
  ports(more?: Partial<EntryPorts>): EntryPorts
  write(own: string, machine?: string): Promise<void>
  content(): string
}

/** A new one for each test, taken away behind it. */
export function useEntryHome(): () => EntryHome {
  let folder: string
  let home: EntryHome
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'quiesce-entries-'))
    home = await openHome(folder)
  })
  afterEach(() => {
    rmSync(folder, { recursive: true, force: true })
  })
  return () => home
}

async function openHome(folder: string): Promise<EntryHome> {
  for (const name of ['own', 'machine']) mkdirSync(join(folder, name), { mode: 0o700 })
  const file = join(folder, 'own', 'services.yaml')
  const machine = join(folder, 'machine', 'a.yaml')
  const uid = process.getuid?.() ?? 0
  const store = await createConfigurationStore({
    folders: { config: join(folder, 'own'), systemConfig: join(folder, 'machine') },
    uid,
    clock: new FakeClock(),
  })
  const said: string[] = []
  return {
    file,
    machine,
    store,
    said,
    ports: (more = {}) => ({
      store,
      file,
      uid,
      by: 'ops',
      profiles: () => ['nginx', 'own-one'],
      record: (_target, body) => {
        said.push('sentence' in body ? body.sentence : body.kind)
        return Promise.resolve(ok(null))
      },
      refuseBusy: () => Promise.resolve(null),
      ...more,
    }),
    write: async (own, other = '') => {
      writeFileSync(file, own)
      writeFileSync(machine, other)
      await store.reload()
    },
    content: () => readFileSync(file, 'utf8'),
  }
}
