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

export const serviceConfiguration = z
  .strictObject({
    title: z.string().min(1).optional(),
    exe: absolutePath.optional(),
    user: z.string().min(1).optional(),
    port: z.int().min(1).max(65535).optional(),
    pidfile: absolutePath.optional(),
    lockfile: absolutePath.optional(),
    /** The official stop: a command, or a signal to the main process. */
    stop: argv.optional(),
    signal: stopSignal.optional(),
    start: argv.optional(),
    schedule: schedule.optional(),
  })
  .refine((s) => s.exe !== undefined || s.pidfile !== undefined || s.port !== undefined, {
    message: 'one of exe, pidfile or port, so that the service can be found',
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
