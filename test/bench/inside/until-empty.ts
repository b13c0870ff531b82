import { createCgroups } from '../../../electron/engine/os/systemd/cgroups.ts'

export const cgroups = createCgroups()

/** Resolves when nobody is in a cgroup (any more), as the kernel tells of it. */
export function untilEmpty(path: string): Promise<void> {
  return new Promise((resolve) => {
    // A watch alone keeps no program running.
    const awake = setInterval(() => undefined, 1000)
    const look = (): void => {
      if (cgroups.populated(path) === true) return
      clearInterval(awake)
      end()
      resolve()
    }
    const end = cgroups.watch(path, look)
    look()
  })
}
