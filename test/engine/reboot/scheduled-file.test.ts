import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { readScheduledFile } from '../../../electron/engine/reboot/scheduled-file.ts'

const usec = '1800000000000000'
const at = 1_800_000_000_000

describe('what logind has planned', () => {
  it.each([
    [
      'of systemd 254 with who planned it',
      `USEC=${usec}\nWARN_WALL=1\nMODE=poweroff\nUID=1000\nTTY=pts/0\n`,
      { at, type: 'poweroff', uid: 1000 },
    ],
    [
      'of systemd 252 without, whatever the message says',
      `USEC=${usec}\nWARN_WALL=1\nMODE=reboot\nWALL_MESSAGE=UID=7\n`,
      { at, type: 'reboot', uid: null },
    ],
    [
      'with a uid that is none',
      `USEC=${usec}\nMODE=reboot\nUID=-1\n`,
      { at, type: 'reboot', uid: null },
    ],
    ['without a moment', 'MODE=reboot\n', null],
    ['with a moment that is none', 'USEC=soon\nMODE=reboot\n', null],
    ['without a type', `USEC=${usec}\n`, null],
    ['empty', '', null],
  ])('is read from a file %s', async (_name, text, expected) => {
    const folder = mkdtempSync(join(tmpdir(), 'quiesce-scheduled-'))
    onTestFinished(() => {
      rmSync(folder, { recursive: true })
    })
    const file = join(folder, 'scheduled')
    writeFileSync(file, text)
    expect(await readScheduledFile(file)).toEqual(expected)
    expect(await readScheduledFile(`${file}.none`)).toBeNull()
  })
})
