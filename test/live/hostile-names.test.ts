/** Names that try to move the cursor, break a line or become markup: in terminal, record and window. */
import { copyFileSync, chmodSync, symlinkSync } from 'node:fs'
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { canRun } from '../../build/can-run.mjs'
import { Browser, startConsole, stopConsole } from '../e2e/browser.ts'
import { isHere, until } from './proc.ts'
import { Home, practiceProgram } from './quiesce.ts'

const nasty = '\u001b[31mred\n<img src=x onerror=alert(1)>'

let home: Home
let pid = 0
beforeEach(async () => {
  home = new Home()
  const program = join(home.folder, 'evil')
  copyFileSync(practiceProgram, program)
  chmodSync(program, 0o755)
  // The file's name is what the process is called; the arguments carry the rest.
  const named = join(home.folder, nasty.replaceAll('/', ''))
  symlinkSync(program, named)
  const child = spawn(named, ['obeys', '--dir', home.folder], { detached: true, stdio: 'ignore' })
  child.unref()
  pid = child.pid ?? 0
  await until(() => isHere(pid))
})
afterEach(() => {
  if (isHere(pid)) process.kill(pid, 'SIGKILL')
  home.close()
})

/** A line of output in which nothing but printable characters stand. */
// eslint-disable-next-line no-control-regex -- control characters are what this is about
const control = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/

describe('a hostile process name', () => {
  it('is shown escaped by list, status, plan, stop and journal, one line each', async () => {
    const target = `pid:${pid}`
    for (const args of [
      ['list'],
      ['status', target],
      ['plan', target],
      ['stop', target],
      ['journal'],
    ]) {
      const ended = await home.quiesce(args)
      expect(ended.out + ended.err, args.join(' ')).not.toMatch(control)
    }
    const shown = await home.quiesce(['list', '--json'])
    expect(shown.out).not.toMatch(control)
    const listed = await home.quiesce(['journal'])
    expect(listed.out).toContain('\\x1b[31mred\\n<img')
    expect(listed.out.split('\n').filter((line) => line.startsWith('<img'))).toEqual([])
  })

  it('stays one line of JSON in the record', async () => {
    await home.quiesce(['stop', `pid:${pid}`])
    const journal = await home.quiesce(['journal', '--json'])
    const bad = journal.out.split('\n').filter((line) => line !== '' && !line.startsWith('{'))
    expect(bad).toEqual([])
  })

  it('is text, not markup, in the window', async ({ skip }) => {
    if (!canRun.chromium.here) return skip(canRun.chromium.missing)
    const door = await startConsole(home)
    const browser = await Browser.open()
    try {
      await browser.page.goto(door.url)
      await browser.page.getByRole('row', { name: new RegExp(`\\b${pid}\\b`) }).click()
      await browser.page.keyboard.press('Enter')
      await browser.page.getByText(String(pid)).first().waitFor()
      expect(await browser.page.locator('img[src="x"]').count()).toBe(0)
      expect(browser.complaints).toEqual([])
    } finally {
      await browser.close()
      await stopConsole(door)
    }
  })
})
