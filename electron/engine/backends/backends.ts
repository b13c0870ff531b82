import type { Configuration } from '../../../shared/configuration.ts'
import { fail, ok, type QuiesceError, type Result } from '../../../shared/errors.ts'
import { nearest } from '../../../shared/nearest.ts'
import { printable } from '../../../shared/wording/numbers.ts'
import { parseTarget, refuseUnsupported, type Target } from '../decide/target.ts'
import type { LookingBackend } from './backend.ts'
import { configurationOf, type BackendOptions } from './options.ts'
import { createPidfileBackend } from './pidfile.ts'
import { createProcessBackend } from './process.ts'

/** A target with the backend that answers for it. */
export interface Resolved {
  readonly target: Target
  readonly backend: LookingBackend
}

export interface Backends {
  readonly process: LookingBackend
  readonly pidfile: LookingBackend
  /**
   * Reads a target as typed and says whose it is. Errors: `bad-usage`, `unknown-target` with the
   * nearest configured names, `not-available` for units and init scripts.
   */
  resolve(text: string): Result<Resolved>
}

/** Names one knows by heart and types without a configuration: the way to find them instead. */
function unknownName(name: string, names: readonly string[]): QuiesceError {
  const near = nearest(name, names)
  const [first] = near
  return {
    code: 'unknown-target',
    message: `No service is called "${printable(name)}".`,
    next: first
      ? `Did you mean ${first}?`
      : 'Look with `quiesce list` at what runs, or name it by `pid:N`, `exe:/PATH`, `port:N` or `pidfile:/PATH`.',
    candidates: near,
  }
}

const namesOf = (configuration: Configuration): readonly string[] =>
  Object.keys(configuration.services ?? {})

/** Both backends, and the choice between them. */
export function createBackends(options: BackendOptions): Backends {
  const process = createProcessBackend(options)
  const pidfile = createPidfileBackend(options)
  const choose = (target: Target): Result<Resolved> => {
    const unsupported = refuseUnsupported(target)
    if (unsupported) return fail(unsupported)
    if (target.kind === 'pidfile') return ok({ target, backend: pidfile })
    if (target.kind !== 'name') return ok({ target, backend: process })
    const configuration = options.configuration()
    const service = configurationOf(target, configuration)
    if (!service) return fail(unknownName(target.name, namesOf(configuration)))
    return ok({ target, backend: service.pidfile === undefined ? process : pidfile })
  }
  return {
    process,
    pidfile,
    resolve: (text) => {
      const target = parseTarget(text, namesOf(options.configuration()))
      return target.ok ? choose(target.value) : target
    },
  }
}
