import type { DependencyGroup } from '../../../shared/unit.ts'
import { printable } from '../../../shared/wording/numbers.ts'
import { activeStateWord } from '../../../shared/wording/unit-words.ts'
import type { Command } from '../command.ts'
import { endWithError, printResult } from '../print-result.ts'
import { formatTable, type Column } from '../table.ts'
import { paint } from '../terminal.ts'
import { withEngine } from '../with-engine.ts'
import { unitDetails } from './common.ts'

const columns: readonly Column[] = [
  { title: 'UNIT', shrinkTo: 16 },
  { title: 'STATE' },
  { title: 'DESCRIPTION', shrinkTo: 12, expendable: 1 },
]
const indent = 2

function groupLines(group: DependencyGroup, width: number): string[] {
  const rows = group.units.map((unit) => ({
    cells: [printable(unit.name), activeStateWord[unit.activeState], printable(unit.description)],
  }))
  const [, ...lines] = formatTable(columns, rows, width - indent)
  return lines.map((line) => ' '.repeat(indent) + line)
}

/** `quiesce deps`: who hangs on a unit, what it hangs on, and what that means for a stop. */
export const depsCommand: Command = {
  name: 'deps',
  summary: 'what a unit needs, what needs it, and what a stop does to them',
  positionals: ['TARGET'],
  options: [],
  details: unitDetails,
  run: (call) =>
    withEngine(call, async (engine) => {
      const [target = ''] = call.arguments.positionals
      const groups = await engine.request('unit.dependencies', { target })
      if (!groups.ok) return endWithError(call, groups.error)
      const { terminal } = call.world
      if (!call.json) {
        for (const group of groups.value) {
          terminal.print(`${paint(terminal, 'bold', group.relation)}: ${printable(group.meaning)}`)
          for (const line of groupLines(group, terminal.width)) terminal.print(line)
        }
        if (groups.value.length === 0) terminal.complain('No other unit is named.')
      }
      printResult(call, 0, { groups: groups.value })
      return 0
    }),
}
