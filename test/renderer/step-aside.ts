/** What only computes gives way to tests that run against a clock, on the same two cores. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * Writes a program into a folder that starts this one and, where all tests run at once (`npm test` says
 * so), takes a third of what others take: by its own nice value and by its session's, which counts
 * where sessions share the time (autogroup, sched(7)). A file that is run by itself is not held up.
 */
export function writeStepAside(folder: string, program: string): string {
  if (process.env.QUIESCE_PAGES_STEP_ASIDE !== 'yes') return program
  const path = join(folder, 'aside')
  const share = '[ ! -w /proc/self/autogroup ] || echo 5 >/proc/self/autogroup'
  const lines = ['#!/bin/sh', share, `exec nice -n 5 '${program}' "$@"`]
  writeFileSync(path, `${lines.join('\n')}\n`, { mode: 0o755 })
  return path
}
