/** Quiesce goes down in the middle of a stop; a later Quiesce finds the run and repeats nothing. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ChildProcess } from 'node:child_process'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { isHere, until } from './proc.ts'
import { endOf, Home } from './quiesce.ts'

let home: Home
beforeEach(() => {
  home = new Home()
})
afterEach(() => {
  home.close()
})

const journalFolder = (): string => join(home.folder, 'state/quiesce/journal')

interface Line {
  kind: string
  run: string | null
  what?: string
  at: { mono: number; wall: number }
}
function journalLines(): Line[] {
  return readdirSync(journalFolder()).flatMap((name) =>
    readFileSync(join(journalFolder(), name), 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as Line),
  )
}

/** Moves every moment of the journal into the past, as if so much time had passed since. */
function letTimePass(ms: number): void {
  for (const name of readdirSync(journalFolder())) {
    const path = join(journalFolder(), name)
    const text = readFileSync(path, 'utf8')
    const older = text.replaceAll(
      /"(mono|wall)":(\d+(?:\.\d+)?)/g,
      (_all, key: string, value: string) => `"${key}":${Number(value) - ms}`,
    )
    writeFileSync(path, older)
  }
}

/** Waits until the child has printed that its run is in this phase, and gives the run's id. */
function untilPhase(child: ChildProcess, phase: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = ''
    child.stdout?.on('data', (chunk: Buffer) => {
      text += chunk.toString()
      const line = text.split('\n').find((l) => l.includes(`"phase":"${phase}"`))
      const id = /"run":"([^"]+)"/.exec(line ?? '')?.[1]
      if (id !== undefined) resolve(id)
    })
    child.once('exit', () => {
      reject(new Error(`it never came to ${phase}: ${text}`))
    })
  })
}

describe('kill -9 of Quiesce in the middle of a stop', () => {
  it('leaves a run that sends nothing by itself an hour later, and is resumed by name', async () => {
    const daemon = await home.practice('ignores-term')
    const first = home.spawn([
      'stop',
      `pid:${daemon.pid}`,
      '--schedule',
      'stop/60/INT/1/ask/KILL/5',
      '--json',
    ])
    const run = await untilPhase(first, 'waiting')
    first.kill('SIGKILL')
    await endOf(first)
    letTimePass(3_600_000)
    const before = journalLines().filter((l) => l.kind === 'intent').length

    const listed = await home.quiesce(['list', '--json'])
    expect(listed.status).toBe(0)
    expect(journalLines().filter((l) => l.kind === 'intent')).toHaveLength(before)
    expect(isHere(daemon.pid)).toBe(true)

    // Another stop of the same processes would send twice: it is refused, and names the run.
    const again = await home.quiesce(['stop', `pid:${daemon.pid}`, '--json'])
    expect(again.status).toBe(14)
    expect(JSON.stringify(again.result)).toContain(run)

    // Named, it goes on: the wait of SIGTERM again, whole, and no second SIGTERM.
    const second = home.spawn(['resume', run, '--json'])
    await untilPhase(second, 'waiting')
    second.kill('SIGTERM')
    const ended = await endOf(second)
    expect(ended.status).toBe(17)
    const sent = journalLines()
      .filter((l) => l.kind === 'intent')
      .map((l) => l.what)
    expect(sent.filter((what) => what === 'TERM')).toHaveLength(1)
    expect(isHere(daemon.pid)).toBe(true)
  })

  it('leaves nothing to be asked about when the processes left meanwhile', async () => {
    const daemon = await home.practice('ignores-term')
    const first = home.spawn(['stop', `pid:${daemon.pid}`, '--schedule', 'stop/60/ask', '--json'])
    await untilPhase(first, 'waiting')
    first.kill('SIGKILL')
    await endOf(first)
    process.kill(daemon.pid, 'SIGKILL')
    await until(() => !isHere(daemon.pid))
    const listed = await home.quiesce(['list', '--all'])
    expect(listed.out).not.toContain('Asks you')
  })

  it('does not resume a run that is over, nor one that is unknown', async () => {
    const daemon = await home.practice('obeys')
    const stopped = await home.quiesce(['stop', `pid:${daemon.pid}`, '--json'])
    const run = JSON.stringify(stopped.lines).match(/[0-9]{8}-[0-9]{6}-[0-9a-f]{4}/)?.[0] ?? ''
    expect((await home.quiesce(['resume', run])).status).toBe(14)
    expect((await home.quiesce(['resume', '20200101-000000-0000'])).status).toBe(64)
  })
})

describe('two Quiesces', () => {
  it('never run against one service, however each names it', async () => {
    const daemon = await home.practice('ignores-term')
    const first = home.spawn(['stop', `pid:${daemon.pid}`, '--schedule', 'stop/60/ask', '--json'])
    const run = await untilPhase(first, 'waiting')
    const second = await home.quiesce(['stop', `pid:${daemon.pid}`, '--json'])
    expect(second.status).toBe(14)
    expect(JSON.stringify(second.result)).toContain('busy')
    expect(JSON.stringify(second.result)).toContain(run)
    first.kill('SIGTERM')
    expect((await endOf(first)).status).toBe(17)
  })
})
