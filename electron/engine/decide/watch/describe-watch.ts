import type {
  Probe,
  RestartPolicy,
  ServiceConfiguration,
} from '../../../../shared/configuration.ts'
import { count, duration, printable } from '../../../../shared/wording/numbers.ts'
import { sayWindow, type WatchPolicy } from './judge-service.ts'

const sayRestart = ({ on, delay, limit, within }: RestartPolicy): string => {
  const when = on === 'always' ? 'whenever it ends' : 'on failure'
  const often = `${count(limit, 'time', 'times')} in ${sayWindow(within)}`
  return `${when}, after ${duration(delay * 1000)}, at most ${often}`
}

const sayProbe = ({ port, command, every }: Probe): string => {
  const what =
    port === undefined
      ? `${printable(command?.join(' ') ?? '')} ends with status 0`
      : `port ${port} takes a connection`
  return `${what}, asked every ${duration(every * 1000)}`
}

/** What a configuration asks to be watched; null where it asks for nothing. */
export function watchPolicyOf(
  name: string,
  configuration: ServiceConfiguration,
): WatchPolicy | null {
  const { restart, probe, runtime, title } = configuration
  if (restart === undefined && probe === undefined && runtime === undefined) return null
  return {
    title: printable(title ?? name),
    restart: restart ?? null,
    probe: probe ?? null,
    runTimeMs: runtime === undefined ? null : runtime * 1000,
  }
}

/** The policy in words, each null where nothing is asked for. */
export const describePolicy = ({
  restart,
  probe,
}: WatchPolicy): { readonly restart: string | null; readonly probe: string | null } => ({
  restart: restart && sayRestart(restart),
  probe: probe && sayProbe(probe),
})
