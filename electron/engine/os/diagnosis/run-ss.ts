import { execFile } from 'node:child_process'

const timeoutMs = 2000
const mostBytes = 16 * 1024 * 1024

/**
 * What ss(8) of iproute2 prints of the connected sockets of our own network namespace, or null where
 * it is not there, takes too long or says too much: everything that it tells is a help, not needed.
 */
export function runSs(): Promise<string | null> {
  const options = {
    cwd: '/',
    env: { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', LC_ALL: 'C' },
    timeout: timeoutMs,
    maxBuffer: mostBytes,
    // It only reads; and it is our own child.
    killSignal: 'SIGKILL',
  } as const
  return new Promise((resolve) => {
    execFile('ss', ['-n', '-e', '-i', '-p', '-t', '-x'], options, (error, output) => {
      resolve(error ? null : output)
    })
  })
}
