import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface, type Interface } from 'node:readline'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

interface Rival {
  readonly child: ChildProcessWithoutNullStreams
  readonly lines: Interface
}

let base: string
let rivals: Rival[]

beforeEach(async () => {
  base = await mkdtemp(join(tmpdir(), 'quiesce-race-'))
  rivals = []
})
afterEach(async () => {
  for (const { child } of rivals) {
    if (child.exitCode !== null || child.signalCode !== null) continue
    const exited = once(child, 'exit')
    child.kill('SIGKILL')
    await exited
  }
  await rm(base, { recursive: true, force: true })
})

function start(name: string): Rival {
  const script = join(import.meta.dirname, 'claim-on-command.ts')
  const child = spawn(process.execPath, [script, join(base, 'run'), name])
  child.stderr.pipe(process.stderr)
  const rival = { child, lines: createInterface({ input: child.stdout }) }
  rivals.push(rival)
  return rival
}

async function tell({ child, lines }: Rival, command: string): Promise<string> {
  const answer = once(lines, 'line')
  child.stdin.write(`${command}\n`)
  const [line] = (await answer) as [string]
  return line
}

describe('two real Quiesces', () => {
  it(
    'are never both granted one service, and hardly ever neither',
    { timeout: 60_000 },
    async () => {
      const both = [start('left'), start('right')]
      const rounds = 150
      const wins: number[] = []
      for (let round = 0; round < rounds; round++) {
        const answers = await Promise.all(both.map((rival) => tell(rival, `claim ${round}`)))
        for (const answer of answers) expect(['granted', 'busy']).toContain(answer)
        const winners = answers.filter((answer) => answer === 'granted').length
        expect(winners).toBeLessThanOrEqual(1)
        wins.push(winners)
        expect(await Promise.all(both.map((rival) => tell(rival, 'release')))).toEqual([
          'released',
          'released',
        ])
      }
      expect(wins.filter((won) => won === 1).length).toBeGreaterThan(rounds * 0.9)
      expect(readdirSync(join(base, 'run'))).toEqual([])
    },
  )

  it('free each other when one is killed while it holds the claim', async () => {
    const [left, right] = [start('left'), start('right')]
    expect(await tell(left, 'claim 0')).toBe('granted')
    expect(await tell(right, 'claim 0')).toBe('busy')
    const exited = once(left.child, 'exit')
    left.child.kill('SIGKILL')
    await exited
    expect(await tell(right, 'claim 1')).toBe('granted')
    expect(readdirSync(join(base, 'run'))).toHaveLength(1)
  })
})
