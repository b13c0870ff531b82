/** Rules on the machine beside its kernel. */
import { count } from '../../../../shared/wording/numbers.ts'
import { knownOr } from '../../../../shared/unknown.ts'
import { shellWord } from '../shell-word.ts'
import type {
  AdviceFacts,
  FrozenUnit,
  LastingZombie,
  StaleProcess,
  UnkillableProcess,
} from './facts.ts'
import { unseenFact } from './kernel-rules.ts'
import type { Evidence, MildRule, Proven, RebootRule } from './rule.ts'

/** pid 1 is given so long to reap. */
export const initReapsMs = 5000

const unkillableOf = ({ machine }: AdviceFacts): readonly UnkillableProcess[] =>
  knownOr(machine?.unkillable ?? [], [])

function proveUnkillable(one: UnkillableProcess): Proven['evidence'] {
  const source = `/proc/${one.pid}/status`
  const [first = 'State:\tD (disk sleep)', ...rest] = one.lines
  const lines: readonly Evidence[] = rest.map((line) => ({ source, line }))
  const wchan =
    one.wchan === '' ? [] : [{ source: `/proc/${one.pid}/wchan`, line: one.wchan } as const]
  return [{ source, line: first }, ...lines, ...wchan]
}

const unseenUnkillable = unseenFact(({ unkillable }) => unkillable)
const sleeps = ({ name, pid }: UnkillableProcess): string =>
  `${name} (${pid}) got SIGKILL and waits inside the kernel (state D), where no signal ends it`

/** The place it waits at is named: whoever can free it knows what to try before the reboot. */
const unkillableAtPlace: RebootRule = {
  name: 'unkillable',
  level: 'reboot-required',
  look: { what: 'A process that SIGKILL cannot end', unseen: unseenUnkillable },
  when: (facts) =>
    unkillableOf(facts).flatMap((one) =>
      one.waitsFor === null
        ? []
        : [
            {
              sentence: `${sleeps(one)}: it waits for ${one.waitsFor}. Where that does not come back, only a reboot ends it.`,
              evidence: proveUnkillable(one),
              changesMind: `${one.waitsFor} answers again, or is unmounted by force (\`umount -f\`).`,
            },
          ],
    ),
}

const unkillableSomewhere: RebootRule = {
  name: 'unkillable-somewhere',
  level: 'reboot-recommended',
  look: { what: 'The same, where nobody knows what it waits for', unseen: unseenUnkillable },
  when: (facts) =>
    unkillableOf(facts).flatMap((one) =>
      one.waitsFor === null
        ? [
            {
              sentence: `${sleeps(one)}. What it waits for is not known.`,
              evidence: proveUnkillable(one),
              changesMind:
                'What it waits for is found (root may read /proc/PID/stack), and answers.',
            },
          ]
        : [],
    ),
}

const zombiesOf = ({ machine }: AdviceFacts): readonly LastingZombie[] =>
  knownOr(machine?.zombies ?? [], []).filter(({ spanMs }) => spanMs >= initReapsMs)

const lineOf = ({ pid, line }: LastingZombie): Evidence => ({ source: `/proc/${pid}/stat`, line })

const initDoesNotReap: RebootRule = {
  name: 'init-does-not-reap',
  level: 'reboot-recommended',
  look: {
    what: 'An init that does not reap for 5 s',
    unseen: unseenFact(({ zombies }) => zombies),
  },
  when: (facts) => {
    const [first, ...rest] = zombiesOf(facts).filter(({ parentPid }) => parentPid === 1)
    if (first === undefined) return []
    const many = count(rest.length + 1, 'ended process', 'ended processes')
    return [
      {
        sentence: `${first.parentName} (1) leaves ${many} unreaped for 5 s: it does not do an init’s work, and nobody can take its place.`,
        evidence: [lineOf(first), ...rest.slice(0, 7).map(lineOf)],
        changesMind:
          'They are gone at another look; in a container, an init of its own (`--init`).',
      },
    ]
  },
}

const parentDoesNotReap: MildRule = {
  name: 'parent-does-not-reap',
  level: 'try-restart',
  when: (facts) => {
    const byParent = Map.groupBy(
      zombiesOf(facts).filter(({ parentPid }) => parentPid !== 1),
      ({ parentPid }) => parentPid,
    )
    return [...byParent.values()].map((zombies) => ({
      sentence: `${zombies[0]?.parentName ?? ''} (${zombies[0]?.parentPid ?? 0}) does not reap ${count(zombies.length, 'process', 'processes')} that ended: restart it, and they go with it. No signal to them helps.`,
      evidence: zombies.slice(0, 8).map(lineOf),
      changesMind: 'It reaps them after all.',
    }))
  },
}

const staleOf = ({ machine }: AdviceFacts): readonly StaleProcess[] =>
  knownOr(machine?.stale ?? [], [])

const mapLine = ({ pid, mappings }: StaleProcess): Evidence => ({
  source: `/proc/${pid}/maps`,
  line: mappings[0]?.line ?? '',
})

const staleInit: RebootRule = {
  name: 'init-runs-old-code',
  level: 'reboot-recommended',
  look: {
    what: 'Replaced code in pid 1',
    unseen: (facts) =>
      unseenFact(({ stale }) => stale)(facts) ??
      (facts.machine?.unreadInit === true ? 'permission denied' : null),
  },
  when: (facts) =>
    staleOf(facts)
      .filter(({ pid }) => pid === 1)
      .map((init) => ({
        sentence: `${init.name} (1) still runs ${init.mappings[0]?.path ?? 'code'}, which was replaced or removed since.`,
        evidence: [mapLine(init)],
        changesMind: '`systemctl daemon-reexec`: systemd takes its new program without a reboot.',
      })),
}

const staleServices: MildRule = {
  name: 'old-code',
  level: 'try-restart',
  when: (facts) => {
    const byWho = Map.groupBy(
      staleOf(facts).filter(({ pid }) => pid !== 1),
      ({ unit, name }) => unit ?? name,
    )
    return [...byWho].map(([who, processes]) => ({
      sentence: `${who} runs code that was replaced or removed since (${processes[0]?.mappings[0]?.path ?? ''}): restart it. A reboot is not needed for that.`,
      evidence: processes.slice(0, 4).map(mapLine),
      changesMind: 'It was restarted.',
    }))
  },
}

const askedFor: RebootRule = {
  name: 'reboot-asked-for',
  level: 'reboot-recommended',
  look: {
    what: 'A package that asks for a reboot (/run/reboot-required)',
    unseen: unseenFact(({ rebootRequired }) => rebootRequired),
  },
  when: ({ machine }) => {
    const asked = knownOr(machine?.rebootRequired ?? null, null)
    if (asked === null) return []
    const { line, packages } = asked
    const who = packages.length === 0 ? 'An update' : packages.join(', ')
    const file = '/run/reboot-required'
    return [
      {
        sentence: `${who} asked for a reboot.`,
        evidence: [
          { source: file, line: line === '' ? '(empty)' : line },
          ...packages.slice(0, 20).map((name) => ({ source: `${file}.pkgs`, line: name })),
        ],
        changesMind: `The file ${file} goes.`,
      },
    ]
  },
}

const readOnlyRoot: RebootRule = {
  name: 'read-only-root',
  level: 'reboot-recommended',
  look: {
    what: 'A root file system that became read-only',
    unseen: unseenFact((machine) => machine.readOnlyRoot),
  },
  when: ({ machine }) => {
    const line = knownOr(machine?.readOnlyRoot ?? null, null)
    if (line === null) return []
    return [
      {
        sentence:
          'The root file system became read-only: the kernel does so after an error of the disk. It is checked at a reboot.',
        evidence: [{ source: '/proc/self/mountinfo', line }],
        changesMind: 'Somebody mounted it so on purpose, or a check and a remount by hand.',
      },
    ]
  },
}

/**
 * ThawUnit refuses a unit that is not active ("Unit is inactive"), on its way down, too; a stop thaws
 * that one, and of one that has ended only its cgroup is left to write to. Tried with systemd 252.
 */
const howToThaw = ({ unit, state, folder }: FrozenUnit): string =>
  state === 'deactivating'
    ? `systemctl stop ${shellWord(unit)}`
    : `echo 0 > ${shellWord(`${folder}/cgroup.freeze`)}`

const frozenDead: MildRule = {
  name: 'frozen-but-dead',
  level: 'try-restart',
  when: ({ machine }) =>
    knownOr(machine?.frozen ?? [], []).map((one) => ({
      sentence: `${one.unit} is ${one.state}, and its processes are frozen: thaw it (\`${howToThaw(one)}\`), and they can end.`,
      evidence: one.lines.map((line) => ({ source: `cgroup.events of ${one.unit}`, line })),
      changesMind: 'It is thawed.',
    })),
}

export const machineRules: readonly (MildRule | RebootRule)[] = [
  unkillableAtPlace,
  unkillableSomewhere,
  initDoesNotReap,
  staleInit,
  askedFor,
  readOnlyRoot,
  frozenDead,
  parentDoesNotReap,
  staleServices,
]
