/**
 * A Quiesce that only claims. Each line on standard input is a round: `claim N` tries, `release` lets
 * go. Answers with one line: `granted`, `busy`, `released`, or what went wrong.
 */
import { readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { createLocks, type Claim } from '../../../electron/engine/locks/locks.ts'
import type { ProcessIdentity } from '../../../shared/process.ts'

const [folder = '', name = ''] = process.argv.slice(2)
const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()

/** Field 22 of /proc/PID/stat; the name in field 2 may hold spaces and parentheses. */
function startTicksOf(pid: number): number | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'latin1')
    return Number(text.slice(text.lastIndexOf(')') + 2).split(' ')[19])
  } catch {
    return null
  }
}

const identity: ProcessIdentity = {
  boot,
  pid: process.pid,
  startTicks: startTicksOf(process.pid) ?? 0,
}
const locks = createLocks({
  folder,
  me: { identity, user: name, door: 'cli' },
  isAlive: (other) => other.boot === boot && startTicksOf(other.pid) === other.startTicks,
})

let claim: Claim | null = null
for await (const line of createInterface({ input: process.stdin })) {
  const [word = '', round = ''] = line.split(' ')
  if (word === 'release') {
    const released = await claim?.release()
    claim = null
    console.log(released?.ok === false ? released.error.message : 'released')
    continue
  }
  // Each names the service in its own way; the process they share is what counts.
  const members = [{ boot, pid: 1, startTicks: 1 }]
  const result = await locks.claim({ run: `${name}-${round}`, target: name, title: name, members })
  claim = result.ok ? result.value : null
  console.log(result.ok ? 'granted' : result.error.code)
}
