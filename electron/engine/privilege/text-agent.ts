/** A polkit agent at this terminal, for as long as one question takes: pkttyagent(1). */
import { spawn } from 'node:child_process'

const program = '/usr/bin/pkttyagent'

/**
 * Starts one for our own process, and answers with what ends it once it stands ready; null where there
 * is none. pkexec brings a text agent of its own, too, but registers it as root while its helper
 * answers as the person, and polkitd 122 then knows "No session for cookie". Not with `--fallback`:
 * the same polkitd overlooks such an agent where the person has no session of logind's.
 */
export function startTextAgent(path = program): Promise<(() => void) | null> {
  const args = ['--notify-fd', '3', '--process', String(process.pid)]
  const agent = spawn(path, args, {
    cwd: '/',
    env: { LANG: 'C.UTF-8' },
    stdio: ['inherit', 'inherit', 'inherit', 'pipe'],
  })
  return new Promise((resolve) => {
    agent.once('error', () => {
      resolve(null)
    })
    agent.once('exit', () => {
      resolve(null)
    })
    // Closed when it is registered.
    agent.stdio[3]
      ?.on('close', () => {
        resolve(() => {
          agent.kill()
        })
      })
      .on('error', () => undefined)
    if (agent.stdio[3] && 'resume' in agent.stdio[3]) agent.stdio[3].resume()
  })
}
