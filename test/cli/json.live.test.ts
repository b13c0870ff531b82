/** What the real engine answers fits the described lines of `--json`. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { z } from 'zod'
import { canRun } from '../../build/can-run.mjs'
import {
  journalLine,
  journalResult,
  listResult,
  planResult,
  practiceResult,
  runLine,
  runResult,
  signalResult,
  statusResult,
} from '../../shared/json-output.ts'
import { Home, type Ended } from '../live/quiesce.ts'
import { isHere } from '../live/proc.ts'

let home: Home
beforeAll(() => {
  home = new Home()
})
afterAll(() => {
  home.close()
})

const quiesce = (...args: string[]): Promise<Ended> => home.quiesce([...args, '--json'])

describe.skipIf(!canRun.native.here)('--json on real daemons', () => {
  it.each<[string, z.ZodType]>([
    ['list', listResult],
    ['list --all', listResult],
    ['status PID', statusResult],
    ['plan PID --schedule stop/5/KILL/5', planResult],
    ['signal PID CONT', signalResult],
    ['practice', practiceResult],
  ])('%s', async (command, schema) => {
    const daemon = await home.practice('forks')
    const args = command.replace('PID', `pid:${daemon.pid}`).split(' ')
    const { lines, err, status } = await quiesce(...args)
    expect([status, err]).toEqual([0, ''])
    expect(lines).toHaveLength(1)
    schema.parse(lines[0])
  })

  it('stop, line by line, and the journal of it', async () => {
    const daemon = await home.practice('forks')
    const { lines, status } = await quiesce('stop', `pid:${daemon.pid}`)
    expect(status).toBe(0)
    for (const line of lines.slice(0, -1)) runLine.parse(line)
    const result = runResult.parse(lines.at(-1))
    expect(result).toMatchObject({ outcome: 'stopped', survivors: [] })
    expect(lines.filter((line) => line.type === 'member-gone')).toHaveLength(3)
    const journal = await quiesce('journal', '--run', result.run ?? '')
    for (const line of journal.lines.slice(0, -1)) journalLine.parse(line)
    expect(journalResult.parse(journal.lines.at(-1)).count).toBe(journal.lines.length - 1)
  })

  it('kill without --yes sends nothing; with it nobody is left', async () => {
    const daemon = await home.practice('ignores-term')
    expect((await quiesce('kill', `pid:${daemon.pid}`)).status).toBe(64)
    expect(isHere(daemon.pid)).toBe(true)
    const { lines, status } = await quiesce('kill', `pid:${daemon.pid}`, '--yes')
    expect(runResult.parse(lines.at(-1))).toMatchObject({ outcome: 'killed', exitStatus: 0 })
    expect([status, isHere(daemon.pid)]).toEqual([0, false])
  })

  it('a refusal: nothing was sent, status 14', async () => {
    const { lines, status } = await quiesce('stop', 'pid:1')
    expect(status).toBe(14)
    expect(runResult.parse(lines.at(-1))).toMatchObject({ outcome: 'refused', run: null })
  })
})
