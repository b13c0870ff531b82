import { afterAll, beforeAll, beforeEach } from 'vitest'
import { canRun } from '../../build/can-run.mjs'
import { SystemdHost } from './systemd-host.ts'

/**
 * One host for the tests of a file: booted before them (and before `prepare`), ended after them.
 * Where none can be booted each test is skipped with the reason. The answer gives the host inside
 * tests and hooks.
 */
export function useHost(
  prepare: (host: SystemdHost) => Promise<void> = () => Promise.resolve(),
  needs: 'systemd' | 'polkit' = 'systemd',
): () => SystemdHost {
  let host: SystemdHost | null = null
  const ability = canRun[needs]
  beforeAll(async () => {
    if (!ability.here) return
    host = await SystemdHost.boot()
    await prepare(host)
  })
  beforeEach(({ skip }) => {
    if (!ability.here) skip(ability.missing)
  })
  afterAll(async () => {
    await host?.end()
  })
  return () => {
    if (host === null) throw new Error('the host is there inside tests and hooks only')
    return host
  }
}
