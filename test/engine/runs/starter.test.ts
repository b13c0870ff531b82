import { beforeEach, describe, expect, it } from 'vitest'
import type { Observed } from '../../../electron/engine/decide/observed.ts'
import type { CommandResult } from '../../../electron/engine/os/ports.ts'
import { startService, type StarterPorts } from '../../../electron/engine/runs/starter.ts'
import type { StartReport } from '../../../shared/reports.ts'
import { fail, ok, type Result } from '../../../shared/errors.ts'
import type { JournalBody } from '../../../shared/journal-entry.ts'
import type { Member } from '../../../shared/process.ts'
import type { InitFacts } from '../../../electron/engine/decide/sysv/init-facts.ts'
import { makeInitFacts } from '../../fakes/init.ts'
import { makeMember, ms } from '../../fakes/run.ts'
import { FakeClock } from '../../fakes/world.ts'

const done: CommandResult = { status: 0, signal: null, timedOut: false, output: '' }

let clock: FakeClock
let members: Member[]
let journal: JournalBody[]
let startCommand: readonly string[] | null
/** What the command does when it is run. */
let command: () => Promise<Result<CommandResult>>
let journalFails: boolean
let init: InitFacts | null
let keptIn: string | undefined

beforeEach(() => {
  clock = new FakeClock()
  members = []
  journal = []
  startCommand = ['/opt/iguana/iguana_service', '--daemon']
  command = () => Promise.resolve(ok(done))
  journalFails = false
  init = null
  keptIn = undefined
})

const ports = (): StarterPorts => ({
  clock,
  by: 'ops',
  outputFile: (target) => `/state/${target}.log`,
  commands: {
    run: (_argv, _timeout, options) => {
      keptIn = options?.keepIn
      return command()
    },
  },
  observe: (target) =>
    ok({ target, title: 'iguana', members, startCommand, init } as unknown as Observed),
  record: (_target, body) => {
    if (journalFails) {
      return Promise.resolve(fail({ code: 'journal-unwritable', message: 'no', next: 'x' }))
    }
    journal.push(body)
    return Promise.resolve(ok(null))
  },
})

/** Starts it, moves the clock on, and gives the report. */
async function start(): Promise<Result<StartReport>> {
  const report = startService(ports(), 'iguana')
  await clock.advance(120_000)
  return report
}
const report = async (): Promise<StartReport> => {
  const started = await start()
  if (!started.ok) throw new Error(started.error.message)
  return started.value
}

describe('a start that works', () => {
  it('keeps what it says in a file of its own', async () => {
    command = () => {
      members = [makeMember(300, { main: true })]
      return Promise.resolve(ok(done))
    }
    await report()
    expect(keptIn).toBe('/state/iguana.log')
  })
  it('is up only after it stayed for the whole watch', async () => {
    command = () => {
      members = [makeMember(300, { main: true })]
      return Promise.resolve(ok(done))
    }
    const seen = await report()
    expect(seen.up).toBe(true)
    expect(seen.sentence).toMatch(/iguana is up: 1 process \(300\), watched for 5\u00a0s\./)
  })
  it('waits for a daemon that comes after its starter was satisfied', async () => {
    command = () => {
      clock.at(ms(2000), () => {
        members = [makeMember(300, { main: true })]
      })
      return Promise.resolve(ok(done))
    }
    expect((await report()).up).toBe(true)
  })
  it('waits for the daemon where its script first runs the same program for a moment', async () => {
    // exim4's script has the daemon's own program check the configuration.
    command = () =>
      new Promise((resolve) => {
        members = [makeMember(299, { main: true })]
        clock.at(ms(600), () => {
          members = []
        })
        clock.at(ms(4000), () => {
          members = [makeMember(300, { main: true })]
          resolve(ok(done))
        })
      })
    const { up, sentence } = await report()
    expect([up, sentence]).toEqual([true, expect.stringContaining('1 process (300), watched')])
    expect(sentence).not.toContain('replaced')
  })
  it('takes a command that stays in the foreground', async () => {
    command = () => {
      members = [makeMember(300, { main: true })]
      return new Promise(() => undefined)
    }
    expect((await report()).up).toBe(true)
  })
  it('says when its first process was replaced meanwhile', async () => {
    command = () => {
      members = [makeMember(300, { main: true })]
      clock.at(clock.now(), () => undefined)
      return Promise.resolve(ok(done))
    }
    const started = startService(ports(), 'iguana')
    await clock.advance(2000)
    members = [makeMember(301, { main: true })]
    await clock.advance(10_000)
    const seen = await started
    expect(seen.ok && seen.value.sentence).toContain('replaced meanwhile')
  })
  it('is in the journal before it happens, and after', async () => {
    command = () => {
      expect(journal.map((b) => b.kind)).toEqual(['intent'])
      members = [makeMember(300)]
      return Promise.resolve(ok(done))
    }
    await report()
    expect(journal.map((b) => b.kind)).toEqual(['intent', 'result', 'start'])
  })
})

describe('a start that does not', () => {
  it('is not believed when the command says OK and nobody comes', async () => {
    const seen = await report()
    expect(seen).toEqual({
      up: false,
      sentence: 'No process of iguana appeared; its start command ended with status 0.',
    })
  })
  it('quotes what the command said', async () => {
    const output = 'bind: \u001b[31mAddress already in use\n'
    command = () => Promise.resolve(ok({ ...done, status: 255, output }))
    const seen = await report()
    expect(seen.sentence).toContain('status 255 and said: bind: \\x1b[31mAddress already in use')
  })
  it('is reported as such when it dies within the watch', async () => {
    command = () => {
      members = [makeMember(300)]
      return Promise.resolve(ok(done))
    }
    const started = startService(ports(), 'iguana')
    await clock.advance(1200)
    members = []
    await clock.advance(10_000)
    const seen = await started
    expect(seen).toMatchObject({ ok: true, value: { up: false } })
    expect(seen.ok && seen.value.sentence).toMatch(/came up and was gone again after 1\.\d/)
  })
  it('passes on why the command could not be run', async () => {
    const error = {
      code: 'backend-failed',
      message: 'There is no such program.',
      next: 'x',
    } as const
    command = () => Promise.resolve(fail(error))
    expect(await report()).toEqual({ up: false, sentence: 'There is no such program.' })
  })
})

describe('a start that is refused', () => {
  const code = async (): Promise<string> => {
    const started = await start()
    return started.ok ? 'started' : started.error.code
  }
  it('where nobody said how', async () => {
    startCommand = null
    expect(await code()).toBe('no-start-command')
  })
  it('where it runs already', async () => {
    members = [makeMember(300)]
    expect(await code()).toBe('not-now')
  })
  it('where others could have written its script, though its stop is a configured signal', async () => {
    const refusal = {
      code: 'untrusted-script',
      message: 'Others could write it.',
      next: 'N.',
    } as const
    init = makeInitFacts({ refusal })
    startCommand = [init.path, 'start']
    command = () => {
      throw new Error('it was run')
    }
    expect(await code()).toBe('untrusted-script')
  })
  it('not where the start is configured, and does not run that script', async () => {
    const refusal = {
      code: 'untrusted-script',
      message: 'Others could write it.',
      next: 'N.',
    } as const
    init = makeInitFacts({ refusal })
    command = () => {
      members = [makeMember(301)]
      return Promise.resolve(ok(done))
    }
    expect(await code()).toBe('started')
  })
  it('where the record cannot be written: the command is not run', async () => {
    journalFails = true
    command = () => {
      throw new Error('it was run')
    }
    expect(await code()).toBe('journal-unwritable')
  })
  it('not because of processes that are kept on purpose', async () => {
    members = [makeMember(300, { kept: 'a job of cron' })]
    command = () => {
      members = [...members, makeMember(301)]
      return Promise.resolve(ok(done))
    }
    expect(await code()).toBe('started')
  })
})
