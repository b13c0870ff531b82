/**
 * Hundreds of requests that must not be carried out, to helpers that run as root in a world full of traps. What
 * they answered is compared, and so is the world: files, processes, scripts that would have left a mark.
 */
import { describe, expect, it } from 'vitest'
import type { PlainHost } from '../../hosts/plain-host.ts'
import { PrivateHost } from '../../hosts/private-host.ts'
import { usePlainHost } from '../../hosts/use-plain-host.ts'
import type { HostileCase } from './hostile-case.ts'
import { hostileDeadlines } from './hostile-deadlines.ts'
import { hostileFiles } from './hostile-files.ts'
import { hostileLines } from './hostile-lines.ts'
import { hostileScripts } from './hostile-scripts.ts'
import { hostileSignals, type Decoys } from './hostile-signals.ts'
import { RootHelper, type Role } from './root-helper.ts'

const here = `${PrivateHost.checkout}/test/native/root-helper`
/** The client says who it is before it starts the helper. */
const client =
  'echo client $$ $(cut -d" " -f22 /proc/$$/stat) >/run/fake/client; PKEXEC_UID=0 "$0" "$1"; exit $?'

let decoys: Decoys = new Map()

const hostOf = usePlainHost(
  async (host) => {
    decoys = readDecoys(await host.run(['bash', `${here}/world.sh`]))
  },
  ['plainHost', 'native'],
)

const readDecoys = (text: string): Decoys =>
  new Map(
    text
      .trim()
      .split('\n')
      .map((line) => {
        const [name = '', pid = '', start = ''] = line.split(' ')
        return [name, { pid, start }]
      }),
  )

/** All files that a helper could reach, with everything but the time of the last look. */
async function filesOf(host: PlainHost): Promise<readonly string[]> {
  const folders = [
    '/run',
    '/etc',
    '/tmp',
    '/opt/world',
    '/opt/foreign',
    '/opt/writable',
    '/home',
    '/var/log',
  ]
  const found = await host.run([
    ...['find', ...folders, '-printf', '%p %y %i %s %T@ %m %U:%G %n %l\\n'],
  ])
  // A claim that has to give way is written and taken back there.
  return found
    .split('\n')
    .filter((line) => !line.startsWith('/run/quiesce d '))
    .sort()
}

const processesOf = (host: PlainHost): readonly string[] =>
  host
    .processes()
    .map((one) => `${one.pid} ${one.startTicks} ${one.name} ${one.state.replace(/[RDI]/, 'S')}`)

/** Asks one after the other; answers with those that were not answered as they have to be. */
async function askAll(
  helper: RootHelper,
  cases: readonly HostileCase[],
): Promise<readonly string[]> {
  const wrong: string[] = []
  for (const one of cases) {
    const answer = await helper.ask(one.line)
    tally.set(one.kind, [...(tally.get(one.kind) ?? []), answer])
    if (!one.answer.test(answer))
      wrong.push(`${one.kind}: ${one.line.toString().slice(0, 120)} → ${answer}`)
  }
  return wrong
}

const tally = new Map<string, readonly string[]>()

/** How often which word was the answer. */
function summarize(answers: readonly string[]): string {
  const words = answers.map((answer) => {
    const [word = '', , reason = ''] = answer.split(' ')
    return ['refused', 'failed'].includes(word) ? reason : word === 'error' ? 'bad-request' : word
  })
  return [...new Set(words)]
    .map((word) => `${words.filter((one) => one === word).length} ${word}`)
    .join(', ')
}

const table = (): string => {
  const rows = [...tally].map(
    ([kind, answers]) =>
      `${kind.padEnd(40)} ${String(answers.length).padStart(4)}  ${summarize(answers)}`,
  )
  const all = [...tally.values()].flat().length
  return [
    'Hostile requests to the root helper',
    ...rows,
    `${'all'.padEnd(40)} ${String(all).padStart(4)}`,
  ].join('\n')
}

describe('the root helper among enemies', () => {
  it('does nothing of what it must not do', { timeout: 240_000 }, async () => {
    const host = hostOf()
    const roles: readonly Role[] = ['signals', 'init-scripts', 'stale-files', 'deadlines']
    const helpers = new Map<Role, RootHelper>()
    for (const role of roles) {
      helpers.set(role, await RootHelper.start(host, role, role === 'signals' ? client : undefined))
    }
    const known = new Map([...decoys, ...readDecoys(host.readFile('/run/fake/client') ?? '')])
    const cases = [
      ...hostileLines,
      ...hostileSignals(known),
      ...hostileScripts,
      ...hostileFiles,
      ...hostileDeadlines,
    ]
    const files = await filesOf(host)
    const processes = processesOf(host)

    const wrong: string[] = []
    for (const [role, helper] of helpers) {
      wrong.push(
        ...(await askAll(
          helper,
          cases.filter((one) => one.role === role),
        )),
      )
    }

    console.log(table())
    expect(wrong).toEqual([])
    expect(cases.length).toBeGreaterThan(200)
    expect(await filesOf(host)).toEqual(files)
    expect(processesOf(host)).toEqual(processes)
    expect(host.readFolder('/run/ran')).toEqual([])
    expect(host.readFile('/run/fake/reloads')).toBe(null)
    // A line that was cut off is not carried out.
    for (const [role, half] of halves) helpers.get(role)?.write(half)
    for (const helper of helpers.values()) expect(await helper.end()).toBe(0)
    expect(await filesOf(host)).toEqual(files)
    expect(host.readFolder('/run/ran')).toEqual([])
  })
})

/** Each would be carried out with its newline. */
const halves: readonly (readonly [Role, string])[] = [
  ['signals', 'claim 1 run-half cli init:half Half'],
  ['init-scripts', 'run 1 halves start'],
  ['stale-files', 'remove 1 pid /run/dead.pid'],
  ['deadlines', 'move 1 stopping.service 600 run-1'],
]
