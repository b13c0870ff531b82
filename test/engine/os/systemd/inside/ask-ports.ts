/** Runs inside a private host: answers each line of JSON on stdin by one on stdout, in any order. */
import { createInterface } from 'node:readline'
import { createCgroups } from '../../../../../electron/engine/os/systemd/cgroups.ts'
import { createDeadlineFiles } from '../../../../../electron/engine/os/systemd/deadline-files.ts'
import type { LogQuery } from '../../../../../electron/engine/os/systemd/ports.ts'
import { createUnitLog } from '../../../../../electron/engine/os/systemd/unit-log.ts'
import type { UnitManager } from '../../../../../shared/unit.ts'

export type Question =
  | { readonly ask: 'log'; readonly query: LogQuery }
  | {
      readonly ask: 'write'
      readonly unit: string
      readonly manager: UnitManager
      readonly content: string
    }
  | { readonly ask: 'remove'; readonly unit: string; readonly manager: UnitManager }
  | { readonly ask: 'processes'; readonly path: string }
  | { readonly ask: 'kill'; readonly path: string }

const log = createUnitLog()
const files = createDeadlineFiles({ uid: process.getuid?.() ?? 0, env: process.env })
const cgroups = createCgroups()

async function answer(question: Question): Promise<unknown> {
  switch (question.ask) {
    case 'log':
      return log.read(question.query)
    case 'write':
      return files.write(files.pathOf(question.unit, question.manager), question.content)
    case 'remove':
      return files.remove(files.pathOf(question.unit, question.manager))
    case 'processes':
      return cgroups.processes(question.path)
    case 'kill':
      return cgroups.kill(question.path)
  }
}

const lines = createInterface({ input: process.stdin })
const pending = new Set<Promise<void>>()
lines.on('line', (line) => {
  const said = answer(JSON.parse(line) as Question).then((value) => {
    process.stdout.write(`${JSON.stringify(value)}\n`)
  })
  pending.add(said)
  void said.finally(() => pending.delete(said))
})
lines.on('close', () => {
  void Promise.all(pending).then(() => log.close())
})
