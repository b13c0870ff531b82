import {
  chmodSync,
  chownSync,
  mkdirSync,
  readdirSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { saveEvidence } from '../../../electron/engine/evidence/save-evidence.ts'
import { usualLimits } from '../../../electron/engine/evidence/limits.ts'
import type { EvidencePorts } from '../../../electron/engine/evidence/ports.ts'
import type { EvidenceReport } from '../../../shared/evidence.ts'
import { ok } from '../../../shared/errors.ts'
import type { Moment } from '../../../shared/run.ts'
import { makeRun } from '../../fakes/run.ts'
import { makeDesk, readAllOf } from './desk.ts'
import { useDesk } from './use-desk.ts'

const desk = useDesk()

async function save(ports: EvidencePorts, more: object = {}): Promise<EvidenceReport> {
  const saved = await saveEvidence(ports, { target: 'iguana', ...more })
  if (!saved.ok) throw new Error(saved.error.message)
  return saved.value
}

const reasonFor = (report: EvidenceReport, what: RegExp): string | undefined =>
  report.missing.find((one) => what.test(one.what))?.why

describe('saveEvidence', () => {
  it('saves what /proc shows of a process, for its owner alone', async () => {
    const pid = await desk.start({ PATH: '/bin', PGPASSWORD: 'hunter2', HOST: 'db1' })
    const own = join(desk.folder(), 'state', 'evidence')
    const { ports, notes } = makeDesk(own, [pid])
    const report = await save(ports)
    expect(dirname(report.folder)).toBe(own)
    expect(basename(report.folder)).toMatch(/^QUIESCE-iguana-\d{8}T\d{6}Z$/)
    expect(statSync(report.folder).mode & 0o7777).toBe(0o700)
    const files = readAllOf(report.folder)
    for (const name of files.keys()) {
      expect(statSync(join(report.folder, name)).mode & 0o7777, name).toBe(0o600)
    }
    expect(files.get(`${pid}.status.txt`)).toContain('Name:\tcat')
    expect(files.get(`${pid}.threads.txt`)).toContain(`== /proc/${pid}/task/${pid}/syscall`)
    expect(files.get(`${pid}.files.txt`)).toContain(`== /proc/${pid}/fd/0 -> `)
    expect(files.get(`${pid}.sockets.txt`)).toContain('Num       RefCount')
    expect(files.get(`${pid}.environ.txt`)).toContain('PGPASSWORD=***\nHOST=db1\n')
    expect(files.get(`${pid}.memory.txt`)).toContain('Rss:')
    expect(files.get('mounts.txt')).toContain(' / ')
    expect(files.get('machine.txt')).toContain('MemAvailable:')
    expect(files.has('locks.txt')).toBe(true)
    expect(JSON.parse(files.get('index.json') ?? '')).toMatchObject({ folder: report.folder })
    expect(report.files.map((file) => file.name).toSorted()).toEqual([...files.keys()].toSorted())
    expect(report.cut).toBe(false)
    expect(notes).toEqual([expect.stringMatching(/^null iguana Saved evidence in /)])
  })

  it('writes no secret of the environment, the arguments or the log into any file', async () => {
    const env = {
      API_TOKEN: 'hunter2',
      URL: 'amqp://u:hunter2@h:1/',
      OPTS: '--db-password hunter2 -v',
    }
    const pid = await desk.start(env)
    const { ports } = makeDesk(desk.folder(), [pid])
    const files = readAllOf((await save(ports)).folder)
    expect(files.get('log.txt')).toBe('it says password=*** and goes on\n')
    for (const [name, text] of files) expect(text, name).not.toContain('hunter2')
  })

  it('goes into a new folder below the wanted one, and takes the next name where one is taken', async () => {
    const wanted = desk.folder()
    const pid = await desk.start()
    const { ports } = makeDesk('/nowhere', [pid], { clock: { ...makeDesk('', []).ports.clock } })
    const first = await save(ports, { folder: wanted })
    const second = await save(ports, { folder: wanted })
    expect(dirname(first.folder)).toBe(wanted)
    expect(second.folder).not.toBe(first.folder)
    expect(readdirSync(wanted)).toHaveLength(2)
  })

  it.each<[string, (folder: string) => string, RegExp]>([
    ['is not there', (folder) => join(folder, 'none'), /there is no such file or folder/],
    [
      'is a link',
      (folder) => {
        symlinkSync('/tmp', join(folder, 'link'))
        return join(folder, 'link')
      },
      /is refused|saved in .*: (?:it is a symbolic link|a part of the path is not a folder)/,
    ],
    [
      'is a file',
      (folder) => {
        writeFileSync(join(folder, 'file'), '')
        return join(folder, 'file')
      },
      /a part of the path is not a folder/,
    ],
    [
      'others may write in',
      (folder) => {
        chmodSync(folder, 0o777)
        return folder
      },
      /others may write in it \(mode 777\)/,
    ],
    [
      'its group may write in',
      (folder) => {
        chmodSync(folder, 0o770)
        return folder
      },
      /others may write in it \(mode 770\)/,
    ],
  ])('refuses a folder that %s', async (_, make, words) => {
    const { ports, notes } = makeDesk('/nowhere', [])
    const folder = make(desk.folder())
    const before = readdirSync(dirname(folder))
    const saved = await saveEvidence(ports, { target: 'iguana', folder })
    expect(saved).toMatchObject({ ok: false, error: { code: 'no-permission' } })
    if (!saved.ok) expect(saved.error.message).toMatch(words)
    expect(notes).toEqual([expect.stringMatching(/^refused iguana no-permission /)])
    expect(readdirSync(dirname(folder))).toEqual(before)
  })

  it.for<[string, readonly string[], RegExp]>([
    ['is of another user, who may replace it', [], /it belongs to another user \(uid 4242\)/],
    ['lies in one of another user', ['inner'], /on the way belongs to another user \(uid 4242\)/],
  ])('refuses a folder that %s', async ([, below, words], { skip }) => {
    // Only root has to fear it, and only root can give a folder away.
    if (process.getuid?.() !== 0) return skip('only root can give a folder away')
    const theirs = desk.folder()
    const folder = join(theirs, ...below)
    mkdirSync(folder, { recursive: true })
    chownSync(theirs, 4242, 4242)
    const saved = await saveEvidence(makeDesk('/nowhere', []).ports, { target: 'iguana', folder })
    expect(saved.ok ? '' : saved.error.message).toMatch(words)
    expect(readdirSync(theirs)).toEqual(below)
  })

  it('takes a folder where everybody may write if it is sticky, as /tmp is', async () => {
    const folder = desk.folder()
    chmodSync(folder, 0o1777)
    const { ports } = makeDesk('/nowhere', [await desk.start()])
    expect(dirname((await save(ports, { folder })).folder)).toBe(folder)
  })

  it('never goes through a link that somebody put where its folder would be', async () => {
    const folder = desk.folder()
    const prey = desk.folder()
    chmodSync(folder, 0o1777)
    const now = { mono: 0, wall: Date.UTC(2026, 10, 22, 11, 2, 13) }
    const { ports } = makeDesk('/nowhere', [])
    const clock = {
      at: (moment: Moment, callback: () => void) => ports.clock.at(moment, callback),
      now: () => ({ ...ports.clock.now(), wall: now.wall }),
    }
    symlinkSync(prey, join(folder, 'QUIESCE-iguana-20261122T110213Z'))
    const report = await save({ ...ports, clock }, { folder })
    expect(report.folder).toBe(join(folder, 'QUIESCE-iguana-20261122T110213Z-2'))
    expect(readdirSync(prey)).toEqual([])
  })

  it('names what is not there of a service that is dead', async () => {
    const { ports } = makeDesk(desk.folder(), [])
    const report = await save(ports)
    expect(reasonFor(report, /^its processes$/)).toBe('none of them runs any more')
    expect(report.files.map(({ name }) => name)).toContain('machine.txt')
  })

  it('leaves out a member that is gone, and saves the others', async () => {
    const pid = await desk.start()
    const { ports } = makeDesk(desk.folder(), [pid, 999_999_9])
    const report = await save(ports)
    expect(report.files.map(({ name }) => name)).toContain(`${pid}.status.txt`)
    expect(report.files.some(({ name }) => name.startsWith('9999999'))).toBe(false)
  })

  it('saves members that only the run still knows', async () => {
    const [main, lost] = [await desk.start(), await desk.start()]
    const { ports } = makeDesk(desk.folder(), [main])
    const all = await makeDesk('', [main, lost]).ports.observe('')
    const members = all.ok ? [...all.value.members] : []
    const run = makeRun('stop/30/ask/KILL/5', {}, members)
    const report = await save(
      { ...ports, findRun: () => Promise.resolve(ok(run)) },
      { run: run.id },
    )
    expect(report.files.map(({ name }) => name)).toContain(`${lost}.threads.txt`)
    expect(report.files.map(({ name }) => name)).toContain('run.jsonl')
  })

  it('stops at its room, says so, and leaves whole what is there', async () => {
    const limits = { ...usualLimits, wholeBytes: 4000 }
    const { ports } = makeDesk(desk.folder(), [await desk.start()], { limits })
    const report = await save(ports)
    expect(report.cut).toBe(true)
    expect(reasonFor(report, /\.environ\.txt$/)).toBe('there was no room left')
    const index = report.files.find(({ name }) => name === 'index.json')?.bytes ?? 0
    const readme = report.files.find(({ name }) => name === 'README.txt')?.bytes ?? 0
    expect(report.bytes - index - readme).toBeLessThanOrEqual(4000)
  })

  it('stops at its time, and names what it did not come to', async () => {
    const limits = { ...usualLimits, wholeMs: 0 }
    const { ports } = makeDesk(desk.folder(), [await desk.start()], { limits })
    const report = await save(ports)
    expect(report.cut).toBe(true)
    expect(reasonFor(report, /^the threads of 1 process$/)).toBe('the time was over')
  })

  it('does not wait for a log or a journal that hangs', async () => {
    const hangs = (): Promise<never> => new Promise(() => undefined)
    const limits = { ...usualLimits, wholeMs: 50 }
    const { ports } = makeDesk(desk.folder(), [], { limits, log: hangs })
    expect(reasonFor(await save(ports), /^log\.txt$/)).toBe('it did not answer in time')
  })

  describe('where the system does not answer', () => {
    const never = () => new Promise<never>(() => undefined)
    /** Its longest wait is over when somebody says so, and not before. */
    function makeClock() {
      const { clock } = makeDesk('/nowhere', []).ports
      const waits = new Set<() => void>()
      const at = (moment: Moment, callback: () => void): (() => void) => {
        if (moment.mono - clock.now().mono < usualLimits.wholeMs + 500)
          return clock.at(moment, callback)
        waits.add(callback)
        return () => waits.delete(callback)
      }
      const pass = (): void => {
        setImmediate(() => {
          for (const callback of waits) callback()
        })
      }
      return { clock: { now: () => clock.now(), at }, pass }
    }
    it('gives up in time, and says so: force waits for it', async () => {
      const { clock, pass } = makeClock()
      const { ports, notes } = makeDesk(desk.folder(), [], {
        clock,
        observe: () => {
          pass()
          return never()
        },
      })
      const saved = await saveEvidence(ports, { target: 'iguana' })
      expect(saved).toMatchObject({ ok: false, error: { code: 'backend-failed' } })
      expect(notes).toEqual([expect.stringMatching(/^refused iguana backend-failed /)])
    })
    it('does not wait for the journal, whose disk may hang', async () => {
      const { clock, pass } = makeClock()
      const { ports } = makeDesk(desk.folder(), [], {
        clock,
        note: () => {
          pass()
          return never()
        },
      })
      const report = await save(ports)
      expect(report).toMatchObject({ cut: false })
      expect(report.files.map(({ name }) => name)).toContain('index.json')
    })
  })

  it('masks the diagnosis as JSON as it does as text', async () => {
    const line = 'ran redis-cli -a hunter2 with --password hunter2, then left'
    const evidence = [{ source: 'log', line }]
    const diagnosis = { findings: [{ sentence: 'It waits.', evidence }], log: [line] } as never
    const { ports } = makeDesk(desk.folder(), [], { diagnosis: () => diagnosis })
    const files = readAllOf((await save(ports)).folder)
    const [text, json] = [files.get('diagnosis.txt') ?? '', files.get('diagnosis.json') ?? '']
    expect(text).toContain('then left')
    expect(JSON.parse(json)).toMatchObject({ findings: [{ sentence: 'It waits.' }] })
    expect(text).not.toContain('--password hunter2')
    expect(json).not.toContain('--password hunter2')
    expect(json.includes('hunter2')).toBe(text.includes('hunter2'))
  })
})
