/** The shape of `services.yaml`. Commands are argument lists, never shell text. */
import { z } from 'zod'
import { ownProfileSchema } from './profile.ts'
import { parseSchedule } from './schedule.ts'
import { settingsSchema } from './settings.ts'
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
  init: 'systemd runs the script itself',
  restart: 'systemd starts it again, by its Restart=',
  forks: 'systemd starts a unit, by its Type=',
}

/** How often and how soon a service that failed is started again. Seconds. */
const restartPolicy = z.strictObject({
  /** `failure`: it ended though nobody stopped it, and not with status 0 where that is known. */
  on: z.enum(['failure', 'always']),
  delay: z.number().min(0).max(3600).default(5),
  /** So often within `within` seconds; then Quiesce gives up and says so. */
  limit: z.int().min(1).max(1000).default(3),
  within: z.number().min(1).max(86_400).default(600),
})
export type RestartPolicy = z.infer<typeof restartPolicy>

/** How it is asked whether a service still answers. Seconds. */
const probe = z
  .strictObject({
    /** A TCP port of this machine that has to accept a connection. */
    port: z.int().min(1).max(65535).optional(),
    /** A command that has to end with status 0. */
    command: argv.optional(),
    every: z.number().min(1).max(86_400).default(30),
    timeout: z.number().min(0.1).max(600).default(5),
    /** So many silences in a row are a hang. */
    failures: z.int().min(1).max(100).default(3),
  })
  .refine((one) => (one.port === undefined) !== (one.command === undefined), {
    message: 'either port or command',
  })
export type Probe = z.infer<typeof probe>

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
    /** An init script: its name in /etc/init.d, or the path of a vendor's own. */
    init: z
      .string()
      .regex(/^(?:[A-Za-z0-9][A-Za-z0-9._@+-]*|\/[^\0]*[^/\0])$/, 'a script: NAME or /PATH')
      .optional(),
    /** The id of a profile, where it is not recognised by itself; `none` for none. */
    profile: z.string().min(1).optional(),
    /** Services that it needs: it is stopped before them. */
    needs: z.array(z.string().min(1)).optional(),
    /** The start command leaves a daemon behind and ends; else it stays in the foreground. */
    forks: z.boolean().optional(),
    restart: restartPolicy.optional(),
    probe: probe.optional(),
    /** The longest it should run, in seconds. */
    runtime: z.number().positive().optional(),
  })
  .refine((s) => [s.exe, s.pidfile, s.port, s.unit, s.init].some((one) => one !== undefined), {
    message: 'one of exe, pidfile, port, unit or init, so that the service can be found',
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
export const serviceName = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/, 'a name of letters, digits, dot, - and _')

export const configurationSchema = z.strictObject({
  services: z.record(serviceName, serviceConfiguration).nullish(),
  /** Services that are stopped together, by name. */
  groups: z.record(serviceName, z.array(z.string().min(1)).min(1)).nullish(),
  /** What a person knows of a daemon: new profiles, or changes to those of the catalogue. */
  profiles: z.record(z.string().regex(/^[a-z0-9][a-z0-9-]{0,40}$/), ownProfileSchema).nullish(),
  settings: settingsSchema.nullish(),
})
export type ServiceConfiguration = z.infer<typeof serviceConfiguration>
export type Configuration = z.infer<typeof configurationSchema>
