/** `npm run bench`: measures, and prints what it measured; one program a bench in test/bench/. */
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { ensure, root } from './ensure.mjs'

await ensure(import.meta.url)
const { buildAll } = await import('./build-all.mjs')
const { runInForeground } = await import('./run-command.mjs')

process.exitCode = (await buildAll()) ? await runBenches() : 1

async function runBenches() {
  const folder = join(root, 'test', 'bench')
  const benches = readdirSync(folder).filter((name) => name.endsWith('.bench.ts'))
  for (const bench of benches) {
    const status = await runInForeground([process.execPath, join(folder, bench)], { cwd: root })
    if (status !== 0) return status
  }
  return 0
}
