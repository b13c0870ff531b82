/** Programs that print the stacks of a living process, the one that holds it for the shortest time first. */
import { accessSync, constants } from 'node:fs'
import { errnoOf } from '../errno.ts'
import type { FoundStackTool } from './ports.ts'

/** Deeper than this says nothing new. */
const mostFrames = 64

const tools: readonly FoundStackTool[] = [
  { name: 'eu-stack', path: '/usr/bin/eu-stack' },
  { name: 'gdb', path: '/usr/bin/gdb' },
]

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch (error) {
    if (errnoOf(error) === null) throw error
    return false
  }
}

export const findStackTool = (): FoundStackTool | null =>
  tools.find(({ path }) => isExecutable(path)) ?? null

/** gdb reads no file of settings, fetches nothing from the network, and prints no parameters. */
const gdbWords = [
  ...['-nx', '-nh', '-batch', '-iex', 'set debuginfod enabled off'],
  ...['-iex', 'set auto-load no', '-ex', 'set print frame-arguments none'],
]

export function stackCommand({ name, path }: FoundStackTool, pid: number): readonly string[] {
  const one = ['-p', String(pid)]
  return name === 'eu-stack'
    ? [path, '-n', String(mostFrames), ...one]
    : [path, ...gdbWords, ...one, '-ex', `thread apply all backtrace ${mostFrames}`]
}
