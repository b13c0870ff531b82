import { nearest } from '../../../shared/nearest.ts'
import { viceNames, vices } from '../../../shared/practice.ts'
import { badUsage, type Command, type CommandCall } from '../command.ts'
import { endWithError, printResult } from '../print-result.ts'
import { formatTable } from '../table.ts'
import { withEngine } from '../with-engine.ts'

const longestSeconds = 3600

function listVices(call: CommandCall): number {
  const { terminal } = call.world
  const list = viceNames.map((name) => ({ name, sentence: vices[name] }))
  if (!call.json) {
    const rows = list.map(({ name, sentence }) => ({ cells: [name, sentence] }))
    const columns = [{ title: 'VICE' }, { title: 'WHAT IT DOES' }]
    for (const line of formatTable(columns, rows, terminal.width)) terminal.print(line)
    terminal.print('Start one with: quiesce practice VICE')
  }
  printResult(call, 0, { target: null, pid: null, vices: list })
  return 0
}

function readSeconds(text: string | undefined): number | null | undefined {
  if (text === undefined) return undefined
  const seconds = /^\d{1,5}$/.test(text) ? Number(text) : 0
  return seconds >= 1 && seconds <= longestSeconds ? seconds : null
}

/** `quiesce practice`: a harmless daemon with one vice, to rehearse on. */
export const practiceCommand: Command = {
  name: 'practice',
  summary: 'start a harmless daemon to rehearse on; without VICE, list them',
  positionals: ['[VICE]'],
  options: [{ name: 'seconds', value: 'N', sentence: 'how long `slow` cleans up' }],
  details: ['It runs in the background and ends by itself after an hour.'],
  run: async (call) => {
    const [wanted] = call.arguments.positionals
    if (wanted === undefined) return listVices(call)
    const vice = viceNames.find((name) => name === wanted)
    if (vice === undefined) {
      const next = `There are: ${viceNames.join(', ')}.`
      return endWithError(
        call,
        badUsage(`There is no practice daemon "${wanted}".`, next, nearest(wanted, viceNames)),
      )
    }
    const text = call.arguments.values.get('seconds')
    const seconds = readSeconds(text)
    if (seconds === null) {
      const next = `Write a whole number from 1 to ${longestSeconds}.`
      return endWithError(call, badUsage(`--seconds ${text ?? ''} is no such number.`, next))
    }
    return withEngine(call, async (engine) => {
      const input = { vice, ...(seconds !== undefined && { seconds }) }
      const started = await engine.request('practice.start', input)
      if (!started.ok) return endWithError(call, started.error)
      const { target, pid } = started.value
      if (!call.json) {
        call.world.terminal.print(`${vice} (${pid}) ${vices[vice]}.`)
        call.world.terminal.print(`Stop it with: quiesce stop ${target}`)
      }
      printResult(call, 0, { target, pid, vices: [] })
      return 0
    })
  },
}
