/** Scenes with a person, each in a host of its own, all at once: most of their time is waiting. */
import { actor, service, type Settings } from '../../hosts/shapes.ts'
import { SystemdHost } from '../../hosts/systemd-host.ts'
import { Door } from './door.ts'
import { bring } from './play.ts'
import { startWitness, type Witness } from './witness.ts'

/** A service of an actor whose arguments nobody else has. */
export const acted = (name: string, roles: string, settings: Settings = {}): string =>
  service(actor(`--as=${name}`, roles), settings)

export interface Scene {
  readonly host: SystemdHost
  readonly door: Door
  /** One for each unit. */
  readonly witnesses: readonly (Witness | null)[]
}

/** Boots, starts the services named (all where none is), and opens a console. */
export async function openScene(
  units: Readonly<Record<string, string>>,
  start: readonly string[] = Object.keys(units).filter((name) => name.endsWith('.service')),
): Promise<Scene> {
  const host = await SystemdHost.boot()
  await host.writeUnits(units)
  const services = Object.entries(units).filter(([name]) => name.endsWith('.service'))
  const witnesses = await Promise.all(services.map(([, text]) => startWitness(host, text)))
  for (const name of start) {
    const text = units[name] ?? units[name.replace(/@.*\./, '@.')] ?? ''
    await bring(host, { says: name, units: { [name]: text } })
  }
  return { host, door: await Door.open(host), witnesses }
}

/** Passes so many seconds inside by an event: a unit that ends. */
export async function passSeconds(host: SystemdHost, seconds: number): Promise<void> {
  await host.run(['systemd-run', '--wait', '--quiet', 'sleep', `${seconds}`])
}

/** Names of what a moved deadline leaves below /run: files of ours, of whatever unit. */
export const movedDeadlines = (host: SystemdHost): string[] => [
  ...host
    .readFolder('/run/systemd/system')
    .filter((name) => name.endsWith('.d'))
    .flatMap((folder) => host.readFolder(`/run/systemd/system/${folder}`)),
  ...host.readFolder('/run/systemd/system').filter((name) => name.startsWith('quiesce-')),
]
