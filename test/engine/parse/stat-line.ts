/** What a made-up process shows in /proc/PID/stat. */
export interface StatFacts {
  readonly pid?: number
  readonly comm?: string
  readonly state?: string
  readonly parentPid?: number
  readonly processGroup?: number
  readonly session?: number
  readonly terminal?: number
  readonly flags?: number
  readonly userTicks?: number
  readonly startTicks?: number
  readonly residentPages?: number
  readonly stackStart?: string
  readonly argumentStart?: string
}

/** A stat line as the kernel writes it: 52 fields, the name unescaped. */
export function statLine(facts: StatFacts): string {
  const pid = facts.pid ?? 100
  const fields = Array<string | number>(50).fill(0)
  const set = (number: number, value: string | number): void => {
    fields[number - 3] = value
  }
  set(3, facts.state ?? 'S')
  set(4, facts.parentPid ?? 1)
  set(5, facts.processGroup ?? pid)
  set(6, facts.session ?? pid)
  set(7, facts.terminal ?? 0)
  set(8, -1)
  set(9, facts.flags ?? 4194560)
  set(14, facts.userTicks ?? 0)
  set(20, 1)
  set(22, facts.startTicks ?? 5000)
  set(24, facts.residentPages ?? 10)
  set(25, '18446744073709551615')
  set(28, facts.stackStart ?? '140')
  set(48, facts.argumentStart ?? '141')
  return `${pid} (${facts.comm ?? 'daemon'}) ${fields.join(' ')}\n`
}
