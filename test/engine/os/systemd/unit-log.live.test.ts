import { once } from 'node:events'
import { describe, expect, it } from 'vitest'
import type { LogQuery } from '../../../../electron/engine/os/systemd/ports.ts'
import type { Result } from '../../../../shared/errors.ts'
import type { LogLine } from '../../../../shared/unit.ts'
import type { SystemdHost } from '../../../hosts/systemd-host.ts'
import { useHost } from '../../../hosts/use-host.ts'
import { until } from '../../../live/proc.ts'
import { askInside, portsProgram } from './ask-inside.ts'

const unit = 'app-talk\\x2dative@1.service'
const template = `[Service]
SyslogIdentifier=talk
ExecStart=/bin/sh -c 'echo one; echo "<3>two"; printf "\\\\033[31mred \\\\377\\\\n"; \\
  head -c 6000 /dev/zero | tr "\\\\0" a; echo; echo last; exec sleep infinity'
`
const query: LogQuery = {
  unit,
  manager: 'system',
  after: null,
  since: null,
  level: 7,
  limit: 100,
  waitMs: 0,
}

const hostOf = useHost(async (host) => {
  await host.writeUnit(unit.replace('@1', '@'), template)
  await host.systemctl('start', unit)
  await host.waitFor(unit, 'active/running')
  await host.addUser('reader')
  // The unit has said all it says once the last line is in the journal.
  const cat = ['journalctl', '-q', '-o', 'cat', `--unit=${unit}`, '--grep=last']
  for (let said = ''; said === ''; said = (await host.exec(cat)).stdout) {
    await host.run(['journalctl', '--sync'])
  }
})

type Answer = Result<readonly LogLine[]>
const read = async (some: Partial<LogQuery>, user?: string): Promise<Answer> => {
  const question = { ask: 'log', query: { ...query, ...some } } as const
  return (await askInside(hostOf(), question, user === undefined ? {} : { user })) as Answer
}
async function linesOf(some: Partial<LogQuery> = {}): Promise<readonly LogLine[]> {
  const answer = await read(some)
  if (!answer.ok) throw new Error(answer.error.message)
  return answer.value
}
const saidBy = (lines: readonly LogLine[]): string[] =>
  lines.filter(({ from }) => from === 'talk').map(({ text }) => text)

const said = [
  'one',
  'two',
  '\\x1b[31mred \\xff',
  '(longer than 4096 bytes: journalctl --all shows it)',
  'last',
]

describe('the log of a unit of a real systemd', () => {
  it('has what the unit said and what its manager said of it, oldest first', async () => {
    const lines = await linesOf()
    expect(saidBy(lines)).toEqual(said)
    // On a busy machine the manager's word may come behind the unit's own.
    const ofManager = lines.find(({ from }) => from === 'systemd')
    expect(ofManager).toMatchObject({ from: 'systemd', pid: 1, level: 6 })
    expect(lines.find(({ text }) => text === 'two')?.level).toBe(3)
    const times = lines.map(({ at }) => at)
    expect(times).toEqual([...times].sort((a, b) => a - b))
    expect(Math.abs((times[0] ?? 0) - Date.now())).toBeLessThan(60_000)
  })

  it('ends with the newest lines where fewer are asked for', async () => {
    expect(saidBy(await linesOf({ limit: 2 }))).toEqual(said.slice(-2))
  })

  it('goes on after a line, and is empty after the last', async () => {
    const lines = await linesOf()
    const at = lines.findIndex(({ text }) => text === 'two')
    const rest = await linesOf({ after: lines[at]?.cursor ?? '' })
    expect(saidBy(rest)).toEqual(said.slice(2))
    expect(saidBy(await linesOf({ after: lines[at]?.cursor ?? '', limit: 1 }))).toEqual([said[2]])
    expect(await linesOf({ after: lines.at(-1)?.cursor ?? '' })).toEqual([])
  })

  it('begins at a moment, and keeps to a level', async () => {
    const lines = await linesOf()
    const last = lines.at(-1)
    const newest = await linesOf({ since: last?.at ?? 0 })
    expect(newest.map(({ cursor }) => cursor)).toContain(last?.cursor)
    expect(newest.every(({ at }) => at >= (last?.at ?? 0))).toBe(true)
    expect(await linesOf({ since: (last?.at ?? 0) + 1 })).toEqual([])
    expect(saidBy(await linesOf({ level: 3 }))).toEqual(['two'])
  })

  it('is empty for a unit that never ran', async () => {
    expect(await linesOf({ unit: 'never.service' })).toEqual([])
  })

  it('is refused for a place that no journal has', async () => {
    expect(await read({ after: 'nowhere' })).toMatchObject({
      ok: false,
      error: { code: 'bad-input', cause: expect.stringContaining('cursor') as string },
    })
  })

  it('is closed to a user, with the groups that may read it, and open to one in them', async () => {
    expect(await read({}, 'reader')).toMatchObject({
      ok: false,
      error: { code: 'no-permission', next: expect.stringContaining('systemd-journal') as string },
    })
    await hostOf().run(['usermod', '-a', '-G', 'systemd-journal', 'reader'])
    const answer = await read({}, 'reader')
    expect(answer.ok && saidBy(answer.value)).toEqual(said)
  })
})

describe('the next line of a unit of a real systemd', () => {
  const asking = `${JSON.stringify({
    ask: 'log',
    query: { ...query, unit: 'later.service', waitMs: 30_000 },
  })}\n`
  const followers = (host: SystemdHost): number =>
    host.processes().filter(({ args }) => args.includes('--follow')).length

  it('comes as soon as it is written', async () => {
    const host = hostOf()
    await host.writeUnit('later.service', '[Service]\nExecStart=echo here\nType=oneshot\n')
    const asker = host.start(portsProgram)
    asker.child.stdin?.end(asking)
    await until(() => followers(host) === 1)
    const answer = once(asker.child.stdout ?? asker.child, 'data')
    await host.systemctl('start', 'later.service')
    const { value } = JSON.parse(String((await answer)[0])) as { value: LogLine[] }
    expect(value.length).toBeGreaterThan(0)
    expect(await asker.ended()).toBe(0)
    expect(followers(host)).toBe(0)
  })

  it('is waited for by nobody once Quiesce was killed', async () => {
    const host = hostOf()
    await host.writeUnit('silent.service', '[Service]\nExecStart=true\n')
    const asker = host.start(portsProgram)
    asker.child.stdin?.write(asking.replace('later', 'silent'))
    await until(() => followers(host) === 1)
    asker.kill('SIGKILL')
    await asker.ended()
    await until(() => followers(host) === 0)
  })
})
