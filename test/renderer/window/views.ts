import type { Page } from 'playwright-core'
import { afterViews } from './after-views.ts'
import { settingsViews } from './settings-views.ts'
import { longUnitName } from '../../fakes/scene-units.ts'

const select = (target: string) => async (page: Page) => {
  await page.evaluate((to) => {
    window.scene.store.setState({ selected: to })
  }, target)
  await page.locator('.dock').waitFor()
}
const press = (key: string, then: string) => async (page: Page) => {
  await page.locator('h1').first().waitFor()
  await page.keyboard.press(key)
  await page.locator(then).waitFor()
}
const click = (name: string, then: string) => async (page: Page) => {
  await page.getByRole('button', { name }).click()
  await page.locator(then).waitFor()
}
const nothing = (): Promise<void> => Promise.resolve()

const run = (phase: string): string => `?scene=quiet&run=${phase}#/run/run-412`

const unitRun = (phase: string): string => `?scene=units&run=unit-${phase}#/run/run-412`

const order = (state: string): string => `?scene=known&order=${state}#/order/order-7`

const consent = async (page: Page): Promise<void> => {
  await page.getByRole('timer').waitFor()
  await page.evaluate(() => {
    window.scene.client.failNext('run.decide', {
      code: 'needs-consent',
      message: 'systemd has to be reloaded.',
      next: 'Agree to it, or leave the deadline.',
      candidates: ['postgresql.service'],
    })
  })
  await page.keyboard.press('h')
  await page.locator('.ask-go').waitFor()
}

/** Every view and everything that can lie over one: its name, its address, and what opens it. */
export const views: readonly (readonly [string, string, (page: Page) => Promise<void>])[] = [
  ['services', '?scene=everyday#/services', select('kamailio')],
  ['services, first run', '?scene=quiet&welcome#/services', nothing],
  ['services, refused row', '?scene=problems#/services', select('nginx')],
  ['services, none', '?scene=empty#/services', nothing],
  ['services, weaker guarantee', '?scene=weak#/services', select('mosquitto')],
  ['service', '?scene=quiet#/service/kamailio', nothing],
  ['plan', '?scene=quiet#/service/kamailio', press('s', '.plan-go .btn.go:focus')],
  ['run, waiting', run('waiting'), nothing],
  ['run, held', run('held'), nothing],
  ['run, verifying', run('verifying'), nothing],
  ['run, asking', run('asking'), nothing],
  ['run, found', run('found'), nothing],
  ['force', run('asking'), click('Force…', '.force-modal')],
  ['after, stopped', run('stopped'), nothing],
  ['after, killed', run('killed'), nothing],
  ['after, survived', run('survived'), nothing],
  ['services, units', '?scene=units#/services', select('kamailio.service')],
  ['unit', '?scene=units#/service/kamailio.service', nothing],
  ['unit, failed', '?scene=units#/service/node-exporter.service', nothing],
  ['unit, frozen', '?scene=units#/service/batch.service', nothing],
  ['unit, dependencies', '?scene=units#/service/kamailio.service?look=dependencies', nothing],
  ['unit, properties', '?scene=units#/service/kamailio.service?look=properties', nothing],
  ['unit, log', '?scene=units#/service/kamailio.service?look=log', nothing],
  ['unit, log refused', '?scene=units#/service/node-exporter.service?look=log', nothing],
  ['unit, long name', `?scene=units#/service/${encodeURIComponent(longUnitName)}`, nothing],
  ['unit, freeze', '?scene=units#/service/kamailio.service', click('Freeze…', '.ask-go')],
  ['plan of a unit', '?scene=units#/service/kamailio.service', press('s', '.plan-impact')],
  ['plan that one hangs on', '?scene=units#/service/getty@tty1.service', press('s', '.other-way')],
  ['unit run, waiting', unitRun('waiting'), nothing],
  ['unit run, fixed', unitRun('fixed'), nothing],
  ['unit run, held', unitRun('held'), nothing],
  ['unit run, asking', unitRun('asking'), nothing],
  ['unit run, consent', unitRun('waiting'), consent],
  ['unit run, after a timeout', unitRun('timeout'), nothing],
  ['unit run, left', unitRun('abandoned'), nothing],
  ['known service', '?scene=known#/service/kamailio', nothing],
  ['known service, in doubt', '?scene=known#/service/nginx', nothing],
  ['signal with a price', '?scene=known#/service/nginx', click('Send… Stop now (TERM)', '.ask-go')],
  ['signal without one', '?scene=known#/service/kamailio', click('Send… Stop (TERM)', '.confirm')],
  ['init script, leftovers', '?scene=known#/service/faxspool', nothing],
  ['leftovers, question', '?scene=known#/service/faxspool', click('Clean up 2…', '.ask-go')],
  ['init script, refused', '?scene=known#/service/vmware-tools-legacy', nothing],
  ['plan of a known one', '?scene=known#/service/kamailio', press('s', '.plan-profile')],
  ['order, choose', '?scene=known#/order', nothing],
  ['order, plan', '?scene=known#/order?all', nothing],
  ['order, long plan', '?scene=hundred#/order?all', nothing],
  ['order, no group', '?scene=known#/order?group=voise', nothing],
  ['order, stopping', order('stopping'), nothing],
  ['order, paused', order('paused'), nothing],
  ['order, asking', order('asking'), nothing],
  ['order, force', order('force'), click('Force…', '.force-modal')],
  ['order, over', order('done'), nothing],
  ['order, left', order('left'), nothing],
  ['add, pick', '?scene=known#/add', nothing],
  ['add, form', '?scene=known#/add/redis-server', nothing],
  ['add, refused', '?scene=known#/add/nginx', nothing],
  ['activity, noticed', '?scene=known#/activity', nothing],
  ['activity', '?scene=quiet&run=killed#/activity', nothing],
  ['practice', '?scene=quiet#/practice', nothing],
  ...settingsViews,
  ...afterViews,
  ['keys', '?scene=quiet#/services', press('?', '.keys')],
  ['palette', '?scene=everyday#/services', press('Control+k', '.palette')],
  ['promise, weaker', '?scene=weak#/services', click('Signals: checked', '.promise + .promise')],
  ['after, came back', run('came-back'), nothing],
]
