import { printable } from '../../../shared/wording/numbers.ts'
import type { UnitProperty } from '../../../shared/unit.ts'
import type { Command } from '../command.ts'
import { endWithError, printResult } from '../print-result.ts'
import { paint } from '../terminal.ts'
import { withEngine } from '../with-engine.ts'
import { unitDetails } from './common.ts'

const headings: Record<UnitProperty['section'], string> = { unit: '[Unit]', service: '[Service]' }

/** `quiesce properties`: every property of a unit, as its manager prints it. */
export const propertiesCommand: Command = {
  name: 'properties',
  summary: 'every property of a unit, as systemd has it now',
  positionals: ['TARGET'],
  options: [],
  details: unitDetails,
  run: (call) =>
    withEngine(call, async (engine) => {
      const [target = ''] = call.arguments.positionals
      const properties = await engine.request('unit.properties', { target })
      if (!properties.ok) return endWithError(call, properties.error)
      const { terminal } = call.world
      if (!call.json) {
        const sections = Map.groupBy(properties.value, ({ section }) => section)
        for (const [section, list] of sections) {
          terminal.print(paint(terminal, 'bold', headings[section]))
          for (const { name, value } of list) terminal.print(printable(`${name}=${value}`))
        }
      }
      printResult(call, 0, { properties: properties.value })
      return 0
    }),
}
