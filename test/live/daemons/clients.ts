/** Clients that keep a daemon busy: each is connected when `begin` comes back. */
import { once } from 'node:events'
import type { PlainHost } from '../../hosts/plain-host.ts'

/**
 * Connects to a port of the host's loopback, says something, and stays without reading on. Comes back
 * when the server has answered with a first byte, or at once where it is not to answer.
 */
export async function connect(host: PlainHost, port: number, says: string, answer = true) {
  const script = `exec 3<>/dev/tcp/127.0.0.1/${port} && printf '${says}' >&3 || exit 1
    ${answer ? 'read -r -N 1 -u 3' : ''}
    echo connected; exec sleep 600`
  const { child } = host.start(['bash', '-c', script])
  const said = await Promise.race([
    once(child.stdout ?? child, 'data').then(String),
    once(child, 'exit').then(() => 'no connection'),
  ])
  if (said !== 'connected\n') throw new Error(`no client at port ${port}: ${said}`)
}
