/**
 * Takes the pictures of systemd units, in a private host with a real systemd: `node
 * test/e2e/take-unit-screenshots.ts [FOLDER]`, by default dist/pictures/. Needs root. No test; what it shows
 * is looked at by people.
 */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { SystemdHost } from '../hosts/systemd-host.ts'
import { service, unit, type Settings } from '../hosts/shapes.ts'
import { checkout } from '../live/quiesce.ts'
import { startChromium } from './browser.ts'
import { HostWindow } from './host-window.ts'

const folder = process.argv[2] ?? join(checkout, 'dist', 'pictures')
mkdirSync(folder, { recursive: true })

/** A practice daemon under the name of a well-known one. */
const daemon = (
  name: string,
  vice: string,
  title: string,
  settings: Settings = {},
  more: Settings = {},
): string =>
  service(
    `/run/daemons/${name} ${vice} --dir /run/practice-${name}`,
    { TimeoutStopSec: 90, ...settings },
    { Description: title, ...more },
  )

const units = {
  'kamailio.service': daemon('kamailio', 'forks', 'Kamailio SIP server', {
    Restart: 'on-failure',
    KillMode: 'mixed',
  }),
  'kamailio-exporter.service': daemon(
    'exporter',
    'obeys',
    'Kamailio metrics',
    {},
    {
      BindsTo: 'kamailio.service',
      After: 'kamailio.service',
    },
  ),
  'kamailio-watch.timer': unit({
    Unit: { Description: 'Looks after Kamailio' },
    Timer: { OnCalendar: '*:0/15', Unit: 'kamailio.service' },
  }),
  'iguana.service': daemon('iguana', 'catches-term', 'Iguana integration engine'),
  'postgresql.service': daemon('postgres', 'slow', 'PostgreSQL database server', {
    TimeoutStopSec: 75,
  }),
  'nginx.service': daemon('nginx', 'obeys', 'A high performance web server'),
  'redis-server.service': daemon('redis-server', 'obeys', 'Advanced key-value store'),
  'node-exporter.service': service('/bin/false', {}, { Description: 'Prometheus node exporter' }),
}
const names = ['kamailio', 'exporter', 'iguana', 'postgres', 'nginx', 'redis-server']

async function bootHost(): Promise<SystemdHost> {
  const host = await SystemdHost.boot()
  const program = `${SystemdHost.checkout}/dist/native/quiesce-practice`
  for (const name of names) {
    await host.run(['install', '-D', program, `/run/daemons/${name}`])
    await host.run(['mkdir', '-p', `/run/practice-${name}`])
  }
  await host.writeUnits(units)
  for (const name of Object.keys(units)) await host.exec(['systemctl', 'start', name])
  return host
}

async function takeAll(scheme: 'light' | 'dark'): Promise<void> {
  const host = await bootHost()
  const chromium = await startChromium(host.initPid)
  const window = await HostWindow.open(host, chromium, { scheme })
  const { page } = window
  const take = async (name: string): Promise<void> => {
    await page.mouse.move(2, 2)
    // Numbers of a processor come with the second look.
    await page.waitForTimeout(1500)
    await page.screenshot({ path: join(folder, `${name}-${scheme}.png`) })
  }
  await page.getByRole('button', { name: 'Do not show this again' }).click()
  await window.stop('postgresql.service', 'stop/60/ask/KILL/5')
  await window.title(/Stopping postgresql/)
  await window.stop('iguana.service', 'stop/1/ask/KILL/5')
  await window.title(/has not stopped/)
  await take('unit-asking')
  await page.getByRole('link', { name: /^postgresql/ }).click()
  await window.title(/Stopping postgresql/)
  await page.keyboard.press('e')
  // Iguana is on its way down, too: a reload would touch it.
  await page.getByRole('dialog').getByText('iguana.service', { exact: true }).waitFor()
  await take('unit-consent')
  await page.getByRole('button', { name: 'Reload and extend' }).click()
  await page.getByText(/systemd’s clock, moved to/).waitFor()
  await take('unit-run')
  await page
    .getByRole('link', { name: /^Services/ })
    .first()
    .click()
  await page.getByRole('row', { name: /kamailio\.service/ }).click()
  await take('units')
  await window.openUnit('kamailio.service')
  await take('unit')
  await page.keyboard.press('s')
  await page.locator('.plan-impact').waitFor()
  await take('unit-plan')
  await page.keyboard.press('Escape')
  await window.openUnit('kamailio.service', '?look=dependencies')
  await take('unit-dependencies')
  await window.close()
  await chromium.end()
  await host.end()
}

await takeAll('light')
await takeAll('dark')
process.exit(0)
