/** Settings, as they stand below `settings:` in `services.yaml`, and as every door reads them. */
import { z } from 'zod'
import { parseSchedule } from './schedule.ts'

const clockTime = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, 'a time of day: "22:00"')

const schedule = z.string().superRefine((text, context) => {
  const parsed = parseSchedule(text)
  if (!parsed.ok) {
    context.addIssue({ code: 'custom', message: `${parsed.error.message} ${parsed.error.next}` })
  }
})

/** How the window looks and is used. */
const windowSettings = z.strictObject({
  appearance: z.enum(['system', 'light', 'dark']),
  /** `more`: borders and text as with the system's own high contrast. */
  contrast: z.enum(['system', 'more']),
  /** Single letters act outside text fields (S, R, D, F, E, H, G, L). */
  keys: z.boolean(),
  /** How Force is given: held for 1.5 s, or by typing the service's name. */
  force: z.enum(['hold', 'type']),
})

const traySettings = z.strictObject({
  show: z.boolean(),
  /** What closing the window does while the tray is there. */
  close: z.enum(['tray', 'quit']),
  icon: z.enum(['auto', 'light', 'dark', 'colour']),
})

const loginSettings = z.strictObject({
  /** Quiesce starts with the session. */
  start: z.boolean(),
  /** It then shows the tray only. */
  hidden: z.boolean(),
})

const notifySettings = z.strictObject({
  hung: z.boolean(),
  ended: z.boolean(),
  back: z.boolean(),
  /** Somebody else forces in 10 s. */
  ceiling: z.boolean(),
  /** What is noticed of services that nobody stops: no answer, crashed, started again. */
  watch: z.boolean(),
  quiet: z
    .strictObject({
      from: clockTime,
      to: clockTime,
      /** What wants a person is told all the same. */
      urgent: z.boolean().default(true),
    })
    .nullable(),
})

/** What may be done on a machine; of several that apply the strictest holds. */
const limit = z.strictObject({
  /** Targets that are never stopped from here. */
  never: z.array(z.string().min(1)).optional(),
  /** `never`: no force at all; `person`: only by a person, whatever a schedule says. */
  force: z.enum(['allowed', 'person', 'never']).optional(),
})
const limits = limit.extend({
  /** For machines of these names; a file is often the same on several. */
  hosts: z.record(z.string().min(1), limit).optional(),
})
export type Limits = z.infer<typeof limits>

/** Below `settings:` of a file: each part may be left out, what is missing is the default. */
export const settingsSchema = z.strictObject({
  window: windowSettings.partial().optional(),
  tray: traySettings.partial().optional(),
  login: loginSettings.partial().optional(),
  notify: notifySettings.partial().optional(),
  /** Targets that stand in the tray, in this order. */
  favourites: z.array(z.string().min(1)).max(100).optional(),
  /** The schedule of services that name none and of which nothing is known. */
  schedule: schedule.optional(),
  limits: limits.optional(),
})
export type WrittenSettings = z.infer<typeof settingsSchema>

/** Settings in force: files merged, defaults filled in. */
export interface Settings {
  readonly window: Readonly<z.infer<typeof windowSettings>>
  readonly tray: Readonly<z.infer<typeof traySettings>>
  readonly login: Readonly<z.infer<typeof loginSettings>>
  readonly notify: Readonly<z.infer<typeof notifySettings>>
  readonly favourites: readonly string[]
  /** Null: Quiesce's own default. */
  readonly schedule: string | null
  /** What holds on this machine. */
  readonly limits: {
    readonly never: readonly string[]
    readonly force: 'allowed' | 'person' | 'never'
  }
}

// They stand apart from the schema: zod fills a default in also where a part may be left out, and
// what one file does not say could then not be told from what it says.
const defaults: Pick<Settings, 'window' | 'tray' | 'login' | 'notify'> = {
  window: { appearance: 'system', contrast: 'system', keys: true, force: 'hold' },
  tray: { show: true, close: 'tray', icon: 'auto' },
  login: { start: false, hidden: true },
  notify: { hung: true, ended: true, back: true, ceiling: true, watch: true, quiet: null },
}

/** The settings of a machine on which nobody has written any, or of what stands in its files. */
export const fillSettings = (
  written: Omit<WrittenSettings, 'limits'> = {},
  limits: Settings['limits'] = { never: [], force: 'allowed' },
): Settings => ({
  window: { ...defaults.window, ...said(written.window) },
  tray: { ...defaults.tray, ...said(written.tray) },
  login: { ...defaults.login, ...said(written.login) },
  notify: { ...defaults.notify, ...said(written.notify) },
  favourites: written.favourites ?? [],
  schedule: written.schedule ?? null,
  limits,
})

/** What is said of a part: a key without a value says nothing. */
const said = <T extends object>(
  part: T | undefined,
): { [K in keyof T]: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(part ?? {}).filter(([, value]) => value !== undefined)) as never

/** The settings as a door shows them. */
export interface SettingsView {
  readonly settings: Settings
  /** The person's own file; changes are written there. */
  readonly file: string
  /** Settings that some file holds, as `notify.quiet`, each with `FILE:LINE:COLUMN`. */
  readonly written: readonly { readonly key: string; readonly place: string }[]
  /** Settings that a file of the machine holds, so that a change here would not be in force. */
  readonly fixed: readonly string[]
  /** What stands below `settings:` in the person's own file, as it is written there. */
  readonly own: WrittenSettings
  /** Why files were refused; what was last good of them is in force. */
  readonly problems: readonly string[]
}

/** One setting anew; `null` takes it out of the file, so that the default holds. */
export const settingChange = z.strictObject({
  /** `['notify', 'quiet']` */
  path: z.array(z.string().min(1).max(100)).min(1).max(4),
  value: z.json(),
})
export type SettingChange = z.infer<typeof settingChange>
