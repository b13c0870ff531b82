import { proposeWait } from '../../../shared/proposed-wait.ts'
import { lsbStatus, type ServiceDetail } from '../../../shared/service.ts'
import { age, bytes, clock, count, duration, printable } from '../../../shared/wording/numbers.ts'
import { impactClauses } from '../../../shared/wording/impact.ts'
import { reasonWords } from '../../../shared/wording/views.ts'
import type { Command, CommandCall } from '../command.ts'
import { dateTime } from '../date-time.ts'
import { endWithError, printResult } from '../print-result.ts'
import {
  profileMatchToJson,
  serviceToJson,
  statusMemberToJson,
  suspectToJson,
} from '../service-json.ts'
import { paintedState } from '../state-style.ts'
import { stopTimesLines } from '../stop-times-lines.ts'
import { suspectLines } from '../suspect-lines.ts'
import { formatTable, type Column } from '../table.ts'
import { initFacts } from '../init-facts.ts'
import { initToJson } from '../init-json.ts'
import { unitFacts } from '../unit-facts.ts'
import { unitDetailToJson } from '../unit-json.ts'
import { withEngine } from '../with-engine.ts'
import { targetDetails } from './common.ts'

const memberColumns: readonly Column[] = [
  { title: 'PID', align: 'right' },
  { title: 'NAME', shrinkTo: 10 },
  { title: 'USER', shrinkTo: 6, expendable: 2 },
  { title: 'MEMORY', align: 'right', expendable: 1 },
  { title: 'BELONGS BECAUSE', shrinkTo: 16 },
]

function factLines(detail: ServiceDetail): string[] {
  const { row, pidFile, lockFile } = detail
  const facts: (readonly [string, string | null | false])[] = [
    ['target', row.target],
    ['backend', row.backend],
    ...(detail.unit === null ? [] : unitFacts(detail.unit)),
    ...(detail.init === null ? [] : initFacts(detail.init)),
    ['user', row.user === '' ? null : row.user],
    ['executable', detail.executable],
    // Those of a script stand among its evidence.
    [
      'pid file',
      detail.init === null &&
        pidFile &&
        `${pidFile.path}: ${pidFile.verdict}; ${pidFile.evidence.join('; ')}`,
    ],
    [
      'lock file',
      detail.init === null && lockFile && `${lockFile.path}${lockFile.there ? '' : ' (not there)'}`,
    ],
    ['daemon', detail.profile && `${detail.profile.profile.title}: ${detail.profile.how}`],
    ['schedule', detail.schedule],
    ['start', detail.startCommand?.join(' ') ?? null],
    ['stop', detail.stopCommand?.join(' ') ?? null],
    ['note', row.note],
    ['refused', row.refusal && `${row.refusal.message} ${row.refusal.next}`],
  ]
  return facts.flatMap(([name, value]) =>
    value === null || value === false ? [] : [`  ${name.padEnd(10)}  ${printable(value)}`],
  )
}

function memberLines(detail: ServiceDetail, width: number): string[] {
  if (detail.members.length === 0) return []
  const rows = detail.members.map((member) => ({
    cells: [
      String(member.identity.pid),
      printable(member.name),
      printable(member.user),
      bytes(member.residentBytes),
      printable(
        [
          ...(member.main ? ['main process'] : []),
          ...member.reasons.map(reasonWords),
          ...(member.kept === null ? [] : [`kept: ${member.kept}`]),
        ].join(', '),
      ),
    ],
  }))
  return formatTable(memberColumns, rows, width)
}

function printStatus(call: CommandCall, detail: ServiceDetail): void {
  const { world } = call
  const { terminal } = world
  const { row } = detail
  const state = paintedState(terminal, row.state)
  const up = row.startedAt === null ? '' : `, up ${age(world.now() - row.startedAt)}`
  const members = count(detail.members.length, 'process', 'processes')
  const { until } = row.state.kind === 'deactivating' ? row.state : { until: null }
  const forces = until === null ? '' : `, systemd forces at ${clock(until)}`
  terminal.print(`${printable(row.title)}: ${state}, ${members}${up}${forces}`)
  for (const line of factLines(detail)) terminal.print(line)
  for (const line of memberLines(detail, terminal.width)) terminal.print(line)
  for (const line of suspectLines(detail.suspects)) terminal.print(line)
  const touched = detail.unit ? impactClauses(detail.unit.impact) : []
  if (touched.length > 0) terminal.print('What a stop touches:')
  for (const clause of touched) terminal.print(`  ${clause}`)
  for (const line of stopTimesLines(detail.schedule, detail.stopTimes)) terminal.print(line)
  const [last] = detail.history
  if (last) {
    const took = last.tookMs === null ? '' : ` after ${duration(last.tookMs)}`
    terminal.print(`Last stop at ${dateTime(last.at)}: ${last.outcome}${took} (run ${last.runId})`)
  }
}

/** `quiesce status`: one service; the exit status is the Linux Standard Base's. */
export const statusCommand: Command = {
  name: 'status',
  summary: 'one service, its members and its uptime',
  positionals: ['TARGET'],
  options: [],
  details: [
    'Exit status (LSB): 0 running, 1 dead with a pid file, 2 dead with a lock file, 3 not running, 4 unknown.',
    ...targetDetails,
  ],
  run: (call) =>
    withEngine(call, async (engine) => {
      const [target = ''] = call.arguments.positionals
      const detail = await engine.request('services.inspect', { target })
      if (!detail.ok) return endWithError(call, detail.error)
      const exitStatus = lsbStatus(detail.value.row.state)
      if (!call.json) printStatus(call, detail.value)
      printResult(call, exitStatus, {
        service: serviceToJson(detail.value.row),
        members: detail.value.members.map(statusMemberToJson),
        suspects: detail.value.suspects.map(suspectToJson),
        schedule: detail.value.schedule,
        scheduleSource: detail.value.scheduleSource,
        stopTimes: detail.value.stopTimes,
        proposed: proposeWait(detail.value.schedule, detail.value.stopTimes),
        profile: detail.value.profile && profileMatchToJson(detail.value.profile),
        unit: detail.value.unit && unitDetailToJson(detail.value.unit),
        init: detail.value.init && initToJson(detail.value.init),
      })
      return exitStatus
    }),
}
