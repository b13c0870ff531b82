/** Rules on the kernel: what it says of itself, and whether a newer one waits. */
import { isKnown, knownOr, type Known } from '../../../../shared/unknown.ts'
import { newestKernel } from '../../parse/kernel-version.ts'
import type { AdviceFacts, MachineFacts } from './facts.ts'
import type { Evidence, MildRule, Proven, RebootLevel, RebootRule, Said } from './rule.ts'

/** Why a fact of the machine is not known, or null. */
export const unseenFact =
  <T>(pick: (machine: MachineFacts) => Known<T>) =>
  ({ machine }: AdviceFacts): string | null => {
    if (machine === null) return 'the machine was not looked at'
    const value = pick(machine)
    return isKnown(value) ? null : value.unknown
  }

interface TaintRule {
  readonly letter: string
  readonly name: string
  readonly level: RebootLevel
  readonly what: string
  readonly says: string
  readonly changesMind: string
}

type TaintHint = Pick<TaintRule, 'letter' | 'name' | 'says' | 'changesMind'>

/**
 * Taints that healthy machines bear for months: a driver's WARN_ON sets W, a corrected event M. An oops,
 * a lockup or a task that hangs beside them speaks by its own rule.
 */
const taintHints: readonly TaintHint[] = [
  {
    letter: 'M',
    name: 'machine-check',
    says: 'The processor reported a fault of the hardware since boot (taint M), perhaps a corrected one. A reboot does not mend hardware.',
    changesMind: 'The hardware’s own log (`ras-mc-ctl --errors`, `mcelog`) that names a fault.',
  },
  {
    letter: 'W',
    name: 'kernel-warned',
    says: 'The kernel warned of a fault of its own since boot (taint W), and goes on. By itself that is no reason for a reboot.',
    changesMind: 'An oops in `dmesg`, or a process that hangs inside the kernel.',
  },
]

/** Taints that speak for a reboot; the others tell where a module comes from, no more. */
const taintRules: readonly TaintRule[] = [
  {
    letter: 'B',
    name: 'kernel-bad-page',
    level: 'reboot-required',
    what: 'A bad page in memory',
    says: 'The kernel found a page of memory whose bookkeeping is damaged (taint B): what is written to disk from now on may be damaged, too.',
    changesMind: 'Nothing does before a reboot: the kernel keeps this mark until then.',
  },
  {
    letter: 'D',
    name: 'kernel-died',
    level: 'reboot-recommended',
    what: 'An oops of the kernel',
    says: 'A part of the kernel died (taint D). Locks that it held are never given back, so what needs them hangs.',
    changesMind: 'Nothing does before a reboot: the kernel keeps this mark until then.',
  },
  {
    letter: 'L',
    name: 'soft-lockup',
    level: 'reboot-recommended',
    what: 'A soft lockup of a processor',
    says: 'A processor was stuck inside the kernel (taint L).',
    changesMind: 'A virtual machine that was paused by its host: then the lockup was the pause.',
  },
]

const taintSource = '/proc/sys/kernel/tainted'

function findTaint({ machine }: AdviceFacts, one: TaintHint): readonly Proven[] {
  return knownOr(machine?.tainted ?? [], [])
    .filter((taint) => taint.letter === one.letter)
    .map(({ bit, means }) => ({
      sentence: one.says,
      evidence: [{ source: taintSource, line: `bit ${bit} (${one.letter}): ${means}` }],
      changesMind: one.changesMind,
    }))
}

const makeTaintRule = (of: TaintRule): RebootRule => ({
  name: of.name,
  level: of.level,
  look: { what: of.what, unseen: unseenFact(({ tainted }) => tainted) },
  when: (facts) => findTaint(facts, of),
})

const kernelLog = '/dev/kmsg'
const mostLines = 8

const linesLike = ({ machine }: AdviceFacts, pattern: RegExp): readonly string[] =>
  knownOr(machine?.kernelLines ?? [], []).filter((line) => pattern.test(line))

/** The first lines: what follows an oops is mostly its consequence. */
function quote(lines: readonly string[]): readonly [Evidence, ...Evidence[]] | null {
  const [first, ...rest] = lines.slice(0, mostLines).map((line) => ({ source: kernelLog, line }))
  return first === undefined ? null : [first, ...rest]
}

const oops =
  /\bBUG: (?!soft lockup)|\bOops\b|\bkernel BUG at\b|\bUnable to handle kernel\b|\bKernel panic\b/i
const lockup = /\b(?:soft|hard) lockup\b|\bhard LOCKUP\b|\brcu\S* (?:self-)?detected stalls?\b/i
const hung = /\bINFO: task (.+):(\d+) blocked for more than (\d+) seconds\b/

function hungTasks(facts: AdviceFacts): readonly Proven[] {
  const newest = new Map<string, string>()
  for (const line of linesLike(facts, hung)) newest.set(hung.exec(line)?.[2] ?? '', line)
  return [...newest].flatMap(([pid, line]) => {
    const [, name = '', , seconds = ''] = hung.exec(line) ?? []
    // It was slow, and is over: no reason any more.
    if (facts.machine?.sleepers.has(Number(pid)) !== true) return []
    return [
      {
        sentence: `${name} (${pid}) waits inside the kernel for more than ${seconds} s, and still does.`,
        evidence: [
          { source: kernelLog, line },
          { source: `/proc/${pid}/stat`, line: `${pid} (${name}) D` },
        ],
        changesMind: 'It leaves state D: its disk, file server or device answered.',
      } satisfies Proven,
    ]
  })
}

const unseenLog = unseenFact(({ kernelLines }) => kernelLines)

const logRules: readonly RebootRule[] = [
  {
    name: 'kernel-oops',
    level: 'reboot-recommended',
    look: { what: 'An oops or BUG in the kernel’s log since boot', unseen: unseenLog },
    when: (facts) => {
      const evidence = quote(linesLike(facts, oops))
      if (evidence === null) return []
      const sentence = 'The kernel reported a fault of its own since it was booted.'
      return [
        { sentence, evidence, changesMind: 'Somebody who knows this fault and calls it harmless.' },
      ]
    },
  },
  {
    name: 'kernel-lockup',
    level: 'reboot-recommended',
    look: { what: 'A lockup in the kernel’s log since boot', unseen: unseenLog },
    when: (facts) => {
      const evidence = quote(linesLike(facts, lockup))
      if (evidence === null) return []
      const sentence = 'A processor was stuck inside the kernel.'
      return [
        {
          sentence,
          evidence,
          changesMind: 'A pause of the virtual machine by its host at that time.',
        },
      ]
    },
  },
  {
    name: 'hung-task',
    level: 'reboot-recommended',
    look: { what: 'A task that hangs inside the kernel by its own log', unseen: unseenLog },
    when: hungTasks,
  },
]

const newerKernel: RebootRule = {
  name: 'newer-kernel',
  level: 'reboot-recommended',
  look: {
    what: 'A newer kernel than the one that runs',
    unseen: unseenFact(({ installed }) => installed),
  },
  when: ({ machine }) => {
    if (machine === null || !isKnown(machine.installed)) return []
    const newest = newestKernel(machine.kernel, machine.installed)
    if (newest === null || newest === machine.kernel) return []
    return [
      {
        sentence: `Linux ${newest} is installed, and ${machine.kernel} runs: its corrections begin with a reboot.`,
        evidence: [
          { source: 'uname -r', line: machine.kernel },
          { source: '/boot, /lib/modules', line: newest },
        ],
        changesMind: `A live patch that brings these corrections, or that ${newest} is removed.`,
      },
    ]
  },
}

/** As seen from the machine whose kernel it is. */
const ownRules: readonly RebootRule[] = [...taintRules.map(makeTaintRule), ...logRules, newerKernel]

/** In a container the kernel is the host's: no reboot of the container cures it. */
export const kernelRules: readonly RebootRule[] = ownRules.map((rule) => ({
  ...rule,
  look: {
    what: rule.look.what,
    unseen: (facts) =>
      facts.machine?.inContainer === true ? 'the kernel is the host’s' : rule.look.unseen(facts),
  },
  when: (facts) => (facts.machine?.inContainer === true ? [] : rule.when(facts)),
}))

const ofHost = ({ sentence, evidence, changesMind }: Said): Said => ({
  sentence: `Of the host: ${sentence} A reboot of this container does not cure it.`,
  evidence,
  changesMind,
})

/** What the kernel says that is no reason to reboot this machine, and is told all the same. */
export const kernelHints: readonly MildRule[] = [
  ...ownRules.map(({ name, when }): MildRule => ({
    name: `host-${name}`,
    level: 'none',
    when: (facts) => (facts.machine?.inContainer === true ? when(facts).map(ofHost) : []),
  })),
  ...taintHints.map((hint): MildRule => ({
    name: hint.name,
    level: 'none',
    when: (facts) => {
      const found = findTaint(facts, hint)
      return facts.machine?.inContainer === true ? found.map(ofHost) : found
    },
  })),
]
