/**
 * What is known of one daemon, as data: what each signal means to it, how long a clean stop takes and
 * what for, what force costs, where its files lie, and how its program is recognised. Every fact says
 * where it comes from, so that nobody has to believe it.
 */
import { z } from 'zod'
import { parseSchedule } from './schedule.ts'
import { signalNumbers, type SignalName } from './signals.ts'

/** `tried: nginx 1.22.1, Debian 12`, `documented: nginx(8)`, or `unknown`. */
const basis = z
  .string()
  .regex(
    /^(?:(?:tried|documented): \S.*|unknown)$/,
    'tried: ON WHAT, documented: WHERE, or unknown',
  )

/** A sentence without a full stop, and where it comes from. */
const fact = z.strictObject({ text: z.string().min(1).max(400), basis })

const signalName = z.enum(Object.keys(signalNumbers) as [SignalName, ...SignalName[]])

/** What a signal is for, in the administrator's words. */
export const signalRoles = [
  /** Stops it and lets it finish what it has begun. */
  'graceful',
  /** Stops it soon: requests are cut, data is safe. */
  'fast',
  /** Stops it at once: the next start has to recover. */
  'abort',
  'reload',
  'reopen-logs',
  'statistics',
  /** Something of its own: upgrade the binary, flush, raise the log level. */
  'other',
  /** Does nothing. */
  'ignored',
  /** Nobody catches it: it ends the process, and not cleanly. */
  'deadly',
] as const
export type SignalRole = (typeof signalRoles)[number]

/** What one signal means to this daemon. */
const profileSignal = z.strictObject({
  signal: signalName,
  role: z.enum(signalRoles),
  /** A button's words, imperative: `Drain and stop`, `Print statistics`. */
  action: z.string().min(1).max(40),
  /** What it does, as the end of a sentence: `lets running requests finish, then leaves`. */
  does: z.string().min(1).max(300),
  /** Who has to get it. Main and all is knowledge of the daemon: nginx's workers obey the master. */
  to: z.enum(['main', 'all']),
  /** What it costs, where it costs something: `every open connection is cut`. */
  price: z.string().min(1).max(300).optional(),
  /**
   * What the main process's own masks have to show for this to hold; `any` where they tell nothing
   * (sigwait, signalfd). Absent: caught, for `ignored` ignored, for `deadly` default.
   */
  expects: z.enum(['caught', 'ignored', 'default', 'blocked', 'any']).optional(),
  basis,
})

const files = z.strictObject({
  pid: z.array(z.string().startsWith('/')).optional(),
  lock: z.array(z.string().startsWith('/')).optional(),
  socket: z.array(z.string().startsWith('/')).optional(),
  basis,
})

const schedule = z.string().superRefine((text, context) => {
  const parsed = parseSchedule(text)
  if (!parsed.ok) context.addIssue({ code: 'custom', message: parsed.error.message })
})

/** How dear a SIGKILL is. */
export const forceDangers = ['low', 'medium', 'high', 'critical', 'unknown'] as const

const profileFields = {
  /** The daemon's name as people write it: `Kamailio SIP server`. */
  title: z.string().min(1).max(80),
  /** How its program is recognised. The first that fits counts: unit, script, then program. */
  recognise: z.strictObject({
    /** File names of executables, without a folder; of an interpreter's script, the script's. */
    programs: z.array(z.string().regex(/^[^/\0]+$/)).optional(),
    /** Units, with `*` for any text: `postgresql@*.service`. */
    units: z.array(z.string().regex(/^[A-Za-z0-9:_.@\\*-]+\.service$/)).optional(),
    /** Names of init scripts: `nginx`. */
    scripts: z.array(z.string().regex(/^[^/\0]+$/)).optional(),
    /** One of these words has to be among its arguments as well (a JVM's main class). */
    argument: z.array(z.string().min(1)).optional(),
  }),
  signals: z.array(profileSignal).min(1),
  stop: z.strictObject({
    /** How the wait of its schedule is chosen; absent: the default of 30 s. */
    schedule: schedule.optional(),
    /** How long a clean stop usually takes. */
    usual: fact,
    /** How long a clean stop of a healthy one may take. */
    longest: fact,
    /** What a stop waits for. */
    waitsFor: fact,
    /** The stop that its vendor or distribution recommends. */
    command: fact,
    /** Its own timer that forces: a ceiling. Seconds, counted from its stop signal. */
    ownDeadline: z
      .strictObject({
        seconds: z.number().positive(),
        /** `SIGKILL to its whole process group`. */
        what: z.string().min(1),
        /** The setting that says so: `ser_kill_timeout`. */
        source: z.string().min(1),
        basis,
      })
      .optional(),
  }),
  force: z.strictObject({
    danger: z.enum(forceDangers),
    /** What is lost. */
    costs: fact,
    /** Who lives on when only the main process is killed. */
    survivors: fact,
    /** What the next start has to do, or what has to be cleared away before it. */
    recovery: fact,
  }),
  /** Processes below the main one that a stop leaves running on purpose: jobs, sessions, shims. */
  keeps: z.strictObject({ who: z.literal('children'), why: z.string().min(1), basis }).optional(),
  files: z.strictObject({ debian: files.optional(), rhel: files.optional() }),
  /** Files that are there after a clean stop, and after a SIGKILL. */
  left: z
    .strictObject({ afterStop: z.array(z.string()), afterKill: z.array(z.string()), basis })
    .optional(),
  /** What else an administrator should know. */
  notes: z.array(fact).optional(),
  /** Where to read on. */
  sources: z.array(z.string().min(1)).min(1),
}

const id = z.string().regex(/^[a-z0-9][a-z0-9-]{0,40}$/, 'small letters, digits and -')

/** A daemon of the catalogue. */
export const profileSchema = z.strictObject({ id, ...profileFields })
export type Profile = z.infer<typeof profileSchema>
export type ProfileSignal = z.infer<typeof profileSignal>
export type Fact = z.infer<typeof fact>

/**
 * One of a person's own in `services.yaml`, under its id. Beside a profile of the catalogue with the
 * same id it replaces the fields that it has, and of `signals` the entries for the same signal.
 */
export const ownProfileSchema = z.strictObject(profileFields).partial()
export type OwnProfile = z.infer<typeof ownProfileSchema>

/** Why a profile is thought to fit a service. */
export interface ProfileMatch {
  readonly profile: Profile
  readonly by: 'configuration' | 'unit' | 'script' | 'program'
  /** "its main process runs /usr/sbin/nginx", without a full stop. */
  readonly how: string
  /** A person's own, or changed by a person. */
  readonly own: boolean
}

/** What a signal means to a service, by its profile, beside what the masks of its process say. */
export interface SignalMeaning {
  readonly role: SignalRole
  readonly action: string
  readonly does: string
  readonly to: 'main' | 'all'
  readonly price: string | null
  readonly basis: string
  /** Why it may not be so here, as a sentence ("This build does not catch QUIT …"), or null. */
  readonly doubt: string | null
}

/** What of the profile a plan and a force dialog tell. */
export interface PlannedProfile {
  readonly id: string
  readonly title: string
  readonly how: string
  readonly waitsFor: Fact
  readonly usual: Fact
  readonly longest: Fact
  readonly command: Fact
  readonly force: Profile['force']
}
