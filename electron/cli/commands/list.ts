import type { ServiceList } from '../../../shared/contract.ts'
import type { Guarantee } from '../../../shared/host.ts'
import type { ServiceRow } from '../../../shared/service.ts'
import { stateWord } from '../../../shared/wording/views.ts'
import { age, bytes, count, printable } from '../../../shared/wording/numbers.ts'
import { paintState } from '../state-style.ts'
import type { Command, CommandCall } from '../command.ts'
import { endWithError, printResult } from '../print-result.ts'
import { serviceToJson } from '../service-json.ts'
import { formatTable, type Column } from '../table.ts'
import { paint } from '../terminal.ts'
import { withEngine } from '../with-engine.ts'

const columns: readonly Column[] = [
  { title: 'STATE' },
  { title: 'SERVICE', shrinkTo: 12 },
  { title: 'TARGET', shrinkTo: 18 },
  { title: 'BACKEND', expendable: 3 },
  { title: 'USER', shrinkTo: 6, expendable: 1 },
  { title: 'PROCS', align: 'right' },
  { title: 'CPU', align: 'right', expendable: 4 },
  { title: 'MEMORY', align: 'right', expendable: 2 },
  { title: 'UP', align: 'right' },
]

/** The service, and the unit that it belongs to where systemd manages it. */
const nameOf = ({ title, refusal }: ServiceRow): string =>
  refusal?.code === 'managed-by-unit' && refusal.place !== undefined
    ? `${printable(title)}, in ${refusal.place}`
    : printable(title)

function cellsOf(row: ServiceRow, now: number): string[] {
  const runs = row.memberCount > 0
  return [
    stateWord[row.state.kind],
    nameOf(row),
    printable(row.target),
    row.backend,
    printable(row.user),
    runs ? String(row.memberCount) : '',
    row.cpuPercent === null ? '' : `${row.cpuPercent.toFixed(1)}%`,
    runs ? bytes(row.residentBytes) : '',
    row.startedAt === null ? '' : age(now - row.startedAt),
  ]
}

/** How sure a signal is to reach whom it is meant for, as a sentence. */
export const guaranteeSentence = (guarantee: Guarantee): string =>
  guarantee.kind === 'exact'
    ? `Signals reach exactly the process meant (${printable(guarantee.why)}).`
    : `This is the weaker guarantee: a process is checked by its start time right before a signal (${printable(guarantee.why)}).`

function printList(call: CommandCall, list: ServiceList): void {
  const { world } = call
  const { terminal } = world
  const rows = list.rows.map((row) => ({
    cells: cellsOf(row, world.now()),
    paint: (text: string, column: number): string =>
      column === 0 ? paintState(terminal, row.state, text) : text,
  }))
  const [heading = '', ...lines] = formatTable(columns, rows, terminal.width)
  terminal.print(paint(terminal, 'bold', heading))
  for (const line of lines) terminal.print(line)
}

/** Runs that wait for a person, with the command that answers them. */
const askingLines = (rows: readonly ServiceRow[]): string[] =>
  rows.flatMap(({ title, state }) =>
    state.kind === 'asking'
      ? [`${printable(title)} asks you; take it up with: quiesce resume ${state.runId}`]
      : [],
  )

/** `quiesce list`: services and their state; remarks go to standard error, so that rows stay data. */
export const listCommand: Command = {
  name: 'list',
  summary: 'services and their state',
  positionals: [],
  options: [{ name: 'all', sentence: 'those that are left out as part of your own session, too' }],
  details: [],
  run: (call) =>
    withEngine(call, async (engine) => {
      const all = call.arguments.switches.has('all')
      const list = await engine.request('services.list', { all })
      if (!list.ok) return endWithError(call, list.error)
      const host = await engine.request('host.info', {})
      const guarantee = host.ok ? host.value.guarantee : null
      const { rows, hidden, problems } = list.value
      if (!call.json) {
        printList(call, list.value)
        const { terminal } = call.world
        for (const problem of problems) terminal.complain(`quiesce: ${printable(problem)}`)
        for (const line of askingLines(rows)) terminal.complain(line)
        if (hidden > 0) terminal.complain(`${count(hidden, 'service')} hidden; see all with --all.`)
        if (guarantee) terminal.complain(guaranteeSentence(guarantee))
      }
      printResult(call, 0, { services: rows.map(serviceToJson), hidden, guarantee, problems })
      return 0
    }),
}
