/**
 * Takes the pictures of the window, of real daemons on this machine: `node test/e2e/take-screenshots.ts
 * [FOLDER]`, by default dist/pictures/. No test; what it shows is looked at by people.
 */
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs'
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { checkout, Home, practiceProgram } from '../live/quiesce.ts'
import { isHere, until } from '../live/proc.ts'
import { Browser, startConsole, stopConsole } from './browser.ts'

const folder = process.argv[2] ?? join(checkout, 'dist', 'pictures')
mkdirSync(folder, { recursive: true })

/** A daemon under a name of its own, with a pid file and workers, as an administrator would meet it. */
async function startNamed(home: Home, name: string, args: readonly string[]): Promise<number> {
  const program = join(home.folder, 'bin', name)
  mkdirSync(join(home.folder, 'bin'), { recursive: true })
  copyFileSync(practiceProgram, program)
  const child = spawn(program, [...args, '--dir', home.folder], { detached: true, stdio: 'ignore' })
  child.unref()
  const pid = child.pid ?? 0
  await until(() => isHere(pid))
  writeFileSync(join(home.folder, `${name}.pid`), `${pid}\n`, { mode: 0o644 })
  return pid
}

function configure(home: Home, titles: Readonly<Record<string, string>>): void {
  const services = Object.entries(titles).map(
    ([name, title]) =>
      `  ${name}:\n    title: ${title}\n    exe: ${home.folder}/bin/${name}\n    pidfile: ${home.folder}/${name}.pid\n` +
      `    start: [${home.folder}/bin/${name}, obeys]\n`,
  )
  const gone =
    `  faxspool:\n    title: Fax spooler\n    pidfile: ${home.folder}/faxspool.pid\n` +
    `    lockfile: ${home.folder}/faxspool.lock\n  mosquitto:\n    exe: /usr/sbin/mosquitto\n`
  writeFileSync(join(home.folder, 'faxspool.lock'), '')
  mkdirSync(join(home.folder, 'config/quiesce'), { recursive: true, mode: 0o700 })
  const text = `services:\n${services.join('')}${gone}`
  writeFileSync(join(home.folder, 'config/quiesce/services.yaml'), text, { mode: 0o600 })
}

const row = (page: Page, words: string): ReturnType<Page['getByRole']> =>
  page.getByRole('row', { name: new RegExp(words) }).first()

async function stop(page: Page, words: string, schedule: string): Promise<void> {
  await page.goto(`${new URL(page.url()).origin}/#/services`)
  await row(page, words).click()
  await page.keyboard.press('s')
  await page.getByRole('dialog').getByLabel('Schedule').fill(schedule)
  await page.getByRole('button', { name: /Stop now/ }).click()
  await page.getByRole('heading', { level: 1, name: /Stopping|has not stopped/ }).waitFor()
}

async function takeAll(scheme: 'light' | 'dark'): Promise<void> {
  const home = new Home()
  const titles = {
    iguana: 'Iguana integration engine',
    kamailio: 'Kamailio SIP server',
    'rtpengine-recording': 'Call recording',
    asterisk: 'Asterisk PBX',
  }
  await startNamed(home, 'iguana', ['catches-term'])
  await startNamed(home, 'kamailio', ['forks', '--workers', '12'])
  await startNamed(home, 'rtpengine-recording', ['slow', '--seconds', '8'])
  await startNamed(home, 'asterisk', ['respawns', '--workers', '4'])
  await home.practice('slow', '--seconds', '25')
  await home.practice('ignores-term')
  configure(home, titles)
  const door = await startConsole(home)
  const browser = await Browser.open(scheme)
  const { page } = browser
  const take = async (name: string): Promise<void> => {
    await page.mouse.move(2, 2)
    await page.screenshot({ path: join(folder, `${name}-${scheme}.png`) })
  }
  await page.goto(door.url)
  await row(page, 'kamailio').waitFor()
  await take('welcome')
  await page.getByRole('button', { name: 'Do not show this again' }).click()
  await stop(page, 'practice slow', 'stop/30/ask/KILL/5')
  await stop(page, 'iguana', 'stop/1/ask/KILL/5')
  await page.getByRole('heading', { level: 1, name: /has not stopped/ }).waitFor()
  await page.goto(`${door.origin}/#/services`)
  await row(page, 'kamailio').click()
  await page.getByText('Nothing has been sent.').waitFor()
  await take('services')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { level: 2, name: 'Signals' }).waitFor()
  await take('service')
  await page.getByRole('link', { name: /practice slow/ }).click()
  await page.getByRole('heading', { level: 1, name: /Stopping/ }).waitFor()
  await take('run')
  await page
    .getByRole('link', { name: /iguana/ })
    .first()
    .click()
  await page.getByRole('heading', { level: 1, name: /has not stopped/ }).waitFor()
  await take('asking')
  await page.getByRole('button', { name: /^Force…/ }).click()
  await page.getByRole('alertdialog').waitFor()
  await page.waitForTimeout(300)
  await take('force')
  await page.getByRole('button', { name: /Hold to force/ }).focus()
  await page.keyboard.down('Space')
  await page.getByRole('heading', { level: 1, name: /force was needed/ }).waitFor()
  await page.keyboard.up('Space')
  await take('after')
  await page.goto(`${door.origin}/#/activity`)
  await page
    .getByText(/SIGKILL/)
    .first()
    .waitFor()
  await take('activity')
  await page.goto(`${door.origin}/#/practice`)
  await page.getByRole('heading', { level: 1, name: 'Practice' }).waitFor()
  await take('practice')
  await browser.close()
  await stopConsole(door)
  home.close()
}

await takeAll('light')
await takeAll('dark')
process.exit(0)
