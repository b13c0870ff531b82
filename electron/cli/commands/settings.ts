import type { SettingChange, SettingsView } from '../../../shared/settings.ts'
import { ok, type Result } from '../../../shared/errors.ts'
import { printable } from '../../../shared/wording/numbers.ts'
import { badUsage, type Command, type CommandCall, type DoorEngine } from '../command.ts'
import { endWithError, printResult } from '../print-result.ts'
import {
  listSettings,
  parseSettingKey,
  parseSettingValue,
  printSettingValue,
  type ShownSetting,
} from '../setting-keys.ts'
import { formatTable, type Column } from '../table.ts'
import { withEngine } from '../with-engine.ts'

const columns: readonly Column[] = [
  { title: 'SETTING' },
  { title: 'VALUE', shrinkTo: 16 },
  { title: 'FROM', shrinkTo: 12, expendable: 1 },
]

function tableLines(settings: readonly ShownSetting[], width: number): string[] {
  const rows = settings.map(({ key, value, place, fixed }) => {
    const from = place === null ? 'default' : `${place}${fixed ? ' (cannot be loosened)' : ''}`
    return { cells: [key, printable(printSettingValue(value)), printable(from)] }
  })
  return formatTable(columns, rows, width)
}

/** `key` null: all of them. */
function show(call: CommandCall, view: SettingsView, key: string | null): number {
  const { terminal } = call.world
  const all = listSettings(view)
  // One that nobody wrote for another machine has no value, and no line of its own.
  const none: ShownSetting = { key: key ?? '', value: null, place: null, fixed: false }
  const settings = key === null ? all : [all.find((one) => one.key === key) ?? none]
  if (!call.json) {
    for (const problem of view.problems) terminal.complain(printable(problem))
    if (key === null) for (const line of tableLines(settings, terminal.width)) terminal.print(line)
    else for (const { value } of settings) terminal.print(printable(printSettingValue(value)))
  }
  printResult(call, 0, { file: view.file, settings, problems: view.problems })
  return 0
}

/** What is asked for: to show, or to change. Null: nothing is changed. */
function changeOf(call: CommandCall): Result<SettingChange | null> {
  const { positionals, switches } = call.arguments
  const [key, value] = positionals
  const isUnset = switches.has('unset')
  if (key === undefined) {
    if (!isUnset) return ok(null)
    const error = badUsage('--unset needs a setting.', 'Write quiesce settings SETTING --unset.')
    return { ok: false, error }
  }
  const path = parseSettingKey(key)
  if (!path.ok) return path
  if (isUnset && value !== undefined) {
    const next = 'Give a value, or --unset, not both.'
    return { ok: false, error: badUsage(`${key} cannot be set and unset at once.`, next) }
  }
  if (isUnset) return ok({ path: [...path.value], value: null })
  if (value === undefined) return ok(null)
  const parsed = parseSettingValue(value)
  return parsed.ok ? ok({ path: [...path.value], value: parsed.value }) : parsed
}

async function settings(call: CommandCall, engine: DoorEngine): Promise<number> {
  const [key = null] = call.arguments.positionals
  const change = changeOf(call)
  if (!change.ok) return endWithError(call, change.error)
  const view =
    change.value === null
      ? await engine.request('settings.get', {})
      : await engine.request('settings.change', { changes: [change.value] })
  if (!view.ok) return endWithError(call, view.error)
  if (change.value === null || call.json) return show(call, view.value, key)
  const place = view.value.written.find((one) => one.key === key)?.place ?? view.value.file
  const done = change.value.value === null ? 'is as by default now' : 'is set'
  call.world.terminal.print(`${key ?? ''} ${done}, in ${printable(place)}.`)
  return 0
}

/** `quiesce settings`: shows and changes what stands below `settings:`. */
export const settingsCommand: Command = {
  name: 'settings',
  summary: 'show settings, or change one',
  positionals: ['[SETTING]', '[VALUE]'],
  options: [{ name: 'unset', sentence: 'take the setting out of your file: the default holds' }],
  details: [
    'Without SETTING: all, with who says so. VALUE is written as in services.yaml: true, stop/60/ask, [web, db], {from: "22:00", to: "07:00"}.',
    'A change is written to your own file; its comments and order stay.',
    'Exit status: 0, 14 where a limit of this machine stands against it or the file was changed meanwhile, 15 no permission, 64 a setting or value that is none.',
  ],
  run: (call) => withEngine(call, (engine) => settings(call, engine)),
}
