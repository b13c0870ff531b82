import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { readPlanner } from '../../../electron/engine/reboot/planner.ts'

describe('readPlanner', () => {
  it.each([
    ['USEC=1\nWARN_WALL=1\nMODE=poweroff\nUID=1000\nTTY=pts/0\n', 1000],
    ['USEC=1\nMODE=reboot\nWALL_MESSAGE=UID=7\n', null],
  ])('reads who planned it: %j', async (text, uid) => {
    const folder = mkdtempSync(join(tmpdir(), 'quiesce-planner-'))
    onTestFinished(() => {
      rmSync(folder, { recursive: true })
    })
    const file = join(folder, 'scheduled')
    writeFileSync(file, text)
    expect(await readPlanner(file)).toBe(uid)
    expect(await readPlanner(`${file}.none`)).toBeNull()
  })
})
