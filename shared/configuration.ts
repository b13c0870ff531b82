/** The shape of `services.yaml`. Commands are argument lists, never shell text. */
import { z } from 'zod'
import { parseSchedule } from './schedule.ts'
import { parseSignal } from './signals.ts'

const absolutePath = z.string().regex(/^\/[^\0]*$/, 'an absolute path')
// execve(2) ends each argument at a NUL, so that none can hold one.
const argument = z
  .string()
  .min(1)
  .regex(/^[^\0]*$/, 'text without a NUL character')
const argv = z
  .array(argument)
  .min(1, 'a command as a list: [/path/to/program, argument]')
  .refine(
    (list) => list[0]?.startsWith('/') ?? false,
    'a command whose program is an absolute path',
  )

const schedule = z.string().superRefine((text, context) => {
  const parsed = parseSchedule(text)
  if (!parsed.ok) {
    context.addIssue({ code: 'custom', message: `${parsed.error.message} ${parsed.error.next}` })
  }
})

const stopSignal = z
  .string()
  .refine(
    (text) => parseSignal(text) !== null && parseSignal(text) !== 'KILL',
    'a signal other than KILL',
  )

const unitTarget = z
  .string()
  .regex(
    /^(?:user:)?[A-Za-z0-9:_.@\\-]{1,247}\.service$/,
    'a unit: NAME.service, or user:NAME.service',
  )

/** Why a setting means nothing beside `unit`: its manager knows better, and would not hear of it. */
const knownByTheUnit: Readonly<Record<string, string>> = {
  exe: 'systemd knows the processes of a unit by its cgroup',
  user: 'systemd knows the processes of a unit by its cgroup',
  port: 'systemd knows the processes of a unit by its cgroup',
  pidfile: 'systemd follows the main process of a unit itself (PIDFile=)',
  lockfile: 'systemd says itself whether a unit runs',
  stop: 'systemd stops a unit, by its ExecStop= and KillSignal=',
  signal: 'systemd stops a unit, by its ExecStop= and KillSignal=',
  start: 'systemd starts a unit, by its ExecStart=',
}

export const serviceConfiguration = z
  .strictObject({
    title: z.string().min(1).optional(),
    exe: absolutePath.optional(),
    user: z.string().min(1).optional(),
    port: z.int().min(1).max(65535).optional(),
    pidfile: absolutePath.optional(),
    lockfile: absolutePath.optional(),
    /** A systemd unit: `nginx.service`, or `user:NAME.service` of one's own manager. */
    unit: unitTarget.optional(),
    /** The official stop: a command, or a signal to the main process. */
    stop: argv.optional(),
    signal: stopSignal.optional(),
    start: argv.optional(),
    schedule: schedule.optional(),
  })
  .refine((s) => [s.exe, s.pidfile, s.port, s.unit].some((one) => one !== undefined), {
    message: 'one of exe, pidfile, port or unit, so that the service can be found',
  })
  .superRefine((service, context) => {
    if (service.unit === undefined) return
    for (const [key, why] of Object.entries(knownByTheUnit)) {
      if (!Object.hasOwn(service, key)) continue
      context.addIssue({ code: 'custom', path: [key], message: `no ${key} beside unit: ${why}` })
    }
  })
  .refine((s) => !(s.stop !== undefined && s.signal !== undefined), {
    message: 'either stop (a command) or signal, not both',
  })

/** Names that fit a target without quoting; `init:`, `pid:` and the like stay unambiguous. */
const serviceName = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/, 'a name of letters, digits, dot, - and _')

export const configurationSchema = z.strictObject({
  services: z.record(serviceName, serviceConfiguration).nullish(),
})
export type ServiceConfiguration = z.infer<typeof serviceConfiguration>
export type Configuration = z.infer<typeof configurationSchema>
