import { chmodSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createProcessTable } from '../../../electron/engine/os/proc-table.ts'
import type { ProcessIdentity } from '../../../shared/process.ts'

const table = createProcessTable()

/** The identity of a process that runs now. */
export function identityOf(pid: number): ProcessIdentity {
  const row = table.readOne(pid)
  if (!row) throw new Error(`there is no process ${pid}`)
  return row.identity
}

/** Pids of our own children whose program is this file. */
export function childrenRunning(path: string): number[] {
  return [...table.read().rows.values()]
    .filter((row) => row.parentPid === process.pid && row.alive)
    .filter(({ executable }) => 'path' in executable && executable.path === path)
    .map((row) => row.identity.pid)
}

/** The one helper that runs from this file. */
export function helperPid(path: string): number {
  const [pid, ...more] = childrenRunning(path)
  if (pid === undefined || more.length > 0) throw new Error('there is not exactly one helper')
  return pid
}

/** A program that speaks like a helper, as a shell script; `boot` stands for this boot's id. */
export function writeScript(folder: string, name: string, body: string): string {
  const path = join(folder, name)
  writeFileSync(path, `#!/bin/sh\nread -r boot < /proc/sys/kernel/random/boot_id\n${body}\n`)
  chmodSync(path, 0o755)
  return path
}

/** A function to wait for, and the promise of its first call. */
export function called(): { readonly callback: () => void; readonly once: Promise<void> } {
  const { promise, resolve } = Promise.withResolvers<undefined>()
  return {
    callback: () => {
      resolve(undefined)
    },
    once: promise,
  }
}
