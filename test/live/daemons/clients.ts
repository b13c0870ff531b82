/** Clients that keep a daemon busy: each is connected when `begin` comes back. */
import { once } from 'node:events'
import type { PlainHost } from '../../hosts/plain-host.ts'

interface Manners {
  /** It comes back when the server has answered with a first byte; else at once. */
  readonly answer?: boolean
  /** It leaves after so many seconds. */
  readonly stays?: number
}

/** Connects to a port of the host's loopback, says something, and stays without reading on. */
export async function connect(
  host: PlainHost,
  port: number,
  says: string,
  { answer = true, stays = 600 }: Manners = {},
) {
  const script = `exec 3<>/dev/tcp/127.0.0.1/${port} && printf '${says}' >&3 || exit 1
    ${answer ? 'read -r -N 1 -u 3' : ''}
    echo connected; exec sleep ${stays}`
  const { child } = host.start(['bash', '-c', script])
  const said = await Promise.race([
    once(child.stdout ?? child, 'data').then(String),
    once(child, 'exit').then(() => 'no connection'),
  ])
  if (said !== 'connected\n') throw new Error(`no client at port ${port}: ${said}`)
}
