import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { afterEach, describe, expect, it } from 'vitest'
import { createInvocations } from '../../../../electron/engine/os/systemd/invocations.ts'
import { identityOf } from '../helpers.ts'

const id = 'c'.repeat(32)
const children: ChildProcess[] = []
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL')
})

/** Says "ready" once its own program runs, then follows the script at each line it is given. */
async function startShell(script: string, env: Record<string, string>): Promise<ChildProcess> {
  const child = spawn('sh', ['-c', `echo ready; read -r _; ${script}`], {
    env: { PATH: '/usr/bin:/bin', ...env },
  })
  children.push(child)
  await once(child.stdout, 'data')
  return child
}

describe('the invocation of a process of this machine', () => {
  it('is that of its environment, and another one after it executed another program', async () => {
    const invocations = createInvocations()
    const script =
      'exec env -i INVOCATION_ID=dddddddddddddddddddddddddddddddd sh -c "echo; read -r _"'
    const child = await startShell(script, { INVOCATION_ID: id })
    const identity = identityOf(child.pid ?? 0)
    expect(invocations.of(identity)).toBe(id)
    child.stdin?.write('\n')
    await once(child.stdout ?? child, 'data')
    expect(invocations.of(identity)).toBe('d'.repeat(32))
  })

  it('is empty without one, and unknown once the process is gone', async () => {
    const invocations = createInvocations()
    const child = await startShell('exit 0', {})
    const identity = identityOf(child.pid ?? 0)
    expect(invocations.of(identity)).toBe('')
    child.stdin?.write('\n')
    await once(child, 'exit')
    expect(invocations.of(identity)).toBeNull()
  })
})
