/**
 * Names of services by their TCP port out of `/etc/services` (services(5)); UDP's where TCP has
 * none. The first line counts. What is no line of it is passed by.
 */
export function parseServicesFile(text: string): Map<number, string> {
  const byProtocol = { tcp: new Map<number, string>(), udp: new Map<number, string>() }
  for (const line of text.split('\n')) {
    const [name, place] = line.replace(/#.*/, '').trim().split(/\s+/)
    const match = /^(\d{1,5})\/(tcp|udp)$/.exec(place ?? '')
    const port = Number(match?.[1] ?? 0)
    if (!match || port < 1 || port > 65_535 || !/^[\w.+-]+$/.test(name ?? '')) continue
    const names = byProtocol[match[2] === 'tcp' ? 'tcp' : 'udp']
    if (!names.has(port)) names.set(port, name ?? '')
  }
  return new Map([...byProtocol.udp, ...byProtocol.tcp])
}
