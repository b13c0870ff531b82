import { afterAll, beforeAll, beforeEach } from 'vitest'
import { canRun } from '../../build/can-run.mjs'
import { PlainHost } from './plain-host.ts'

/**
 * One host without systemd for the tests of a file: as `useHost`. `needs` is what must be here; each
 * test is skipped with the reason where it is not.
 */
export function usePlainHost(
  prepare: (host: PlainHost) => Promise<void> | void = () => Promise.resolve(),
  needs: readonly ('plainHost' | 'native')[] = ['plainHost'],
): () => PlainHost {
  let host: PlainHost | null = null
  const lacking = needs.map((name) => canRun[name]).find((ability) => !ability.here)
  beforeAll(async () => {
    if (lacking !== undefined) return
    host = await PlainHost.boot()
    await prepare(host)
  })
  beforeEach(({ skip }) => {
    if (lacking !== undefined) skip(lacking.missing)
  })
  afterAll(async () => {
    await host?.end()
  })
  return () => {
    if (host === null) throw new Error('the host is there inside tests and hooks only')
    return host
  }
}
