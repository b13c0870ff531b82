/** `cgroup.events` (cgroup-v2.rst): both are told of by a change of that file. */
export interface CgroupEvents {
  /** A process is in it or below; null where the kernel does not say. */
  readonly populated: boolean | null
  readonly frozen: boolean | null
}

/** Reads the flat keys of `cgroup.events`; keys of a later kernel are passed by. */
export function parseCgroupEvents(text: string): CgroupEvents {
  const flag = (name: string): boolean | null => {
    const value = new RegExp(`^${name} ([01])$`, 'm').exec(text)?.[1]
    return value === undefined ? null : value === '1'
  }
  return { populated: flag('populated'), frozen: flag('frozen') }
}
