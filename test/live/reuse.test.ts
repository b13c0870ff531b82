/** A pid that really is given to another process, made with ns_last_pid in a private pid namespace. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { spawn } from 'node:child_process'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { expect, it } from 'vitest'
import { canRun } from '../../build/can-run.mjs'
import { endOf } from './quiesce.ts'

const checkout = resolve(import.meta.dirname, '../..')

/**
 * Everything between the death of the first owner and the birth of the second is a shell builtin,
 * so that no other process takes the number. `quiesce` holds the target `pid:N@TICKS` of the first.
 */
const script = String.raw`
set -eu
quiesce() { "$NODE" "$CLI" "$@"; }
sleep 1000 & first=$!
stat=$(cat /proc/$first/stat); set -- ${'$'}{stat##*) }; ticks=${'$'}{20}
sleep 0.05
kill -9 $first; wait $first || true
echo $((first - 1)) > /proc/sys/kernel/ns_last_pid; sleep 1001 & second=$!
echo "reused=$([ $first = $second ] && echo yes || echo no)"
set +e
quiesce stop pid:$first@$ticks --json > "$OUT/stop.json"; echo "stop=$?"
quiesce kill pid:$first@$ticks --yes --json > "$OUT/kill.json"; echo "kill=$?"
quiesce signal pid:$first@$ticks HUP --json > "$OUT/signal.json"; echo "signal=$?"
kill -0 $second && echo "alive=yes"
kill -9 $second
`

it('is refused as identity-changed, and the new owner gets nothing', async ({ skip }) => {
  if (!canRun.pidNamespace.here) return skip(canRun.pidNamespace.missing)
  const folder = mkdtempSync(join(tmpdir(), 'quiesce-reuse-'))
  writeFileSync(join(folder, 'reuse.sh'), script)
  const env = {
    ...process.env,
    NODE: process.execPath,
    CLI: join(checkout, 'dist/cli.js'),
    OUT: folder,
    HOME: folder,
    XDG_RUNTIME_DIR: folder,
    QUIESCE_RUNTIME_DIR: join(folder, 'run'),
    XDG_STATE_HOME: join(folder, 'state'),
    XDG_CONFIG_HOME: join(folder, 'config'),
  }
  try {
    const inside = [
      '--pid',
      '--fork',
      '--mount-proc',
      '--kill-child',
      'bash',
      join(folder, 'reuse.sh'),
    ]
    const ended = await endOf(spawn('unshare', inside, { env, stdio: ['ignore', 'pipe', 'pipe'] }))
    expect(ended.out, ended.err).toContain('reused=yes')
    expect(ended.out).toContain('alive=yes')
    for (const command of ['stop', 'kill', 'signal']) {
      expect(ended.out).toContain(`${command}=14`)
      expect(readFileSync(join(folder, `${command}.json`), 'utf8')).toContain('identity-changed')
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})
