import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import type { AxeResults } from 'axe-core'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { longUnitName } from '../../fakes/scene-units.ts'
import { noBrowser, openStage, type Stage } from '../browser.ts'

const axeFile = createRequire(import.meta.url).resolve('axe-core/axe.min.js')

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

/** Every view and everything that can lie over one. */
const views: readonly (readonly [string, string, (page: Page) => Promise<void>])[] = [
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
  ['activity', '?scene=quiet&run=killed#/activity', nothing],
  ['practice', '?scene=quiet#/practice', nothing],
  ['keys', '?scene=quiet#/services', press('?', '.keys')],
]

describe.skipIf(noBrowser !== null)('every view is accessible', () => {
  let stage: Stage
  let axe: string
  beforeAll(async () => {
    stage = await openStage()
    axe = await readFile(axeFile, 'utf8')
  })
  afterAll(async () => {
    await stage.close()
  })

  const check = async (page: Page): Promise<string[]> => {
    // Colours are measured at rest: a drawer half way in is neither here nor there.
    await page.waitForFunction(() =>
      document.getAnimations().every((one) => one.playState !== 'running'),
    )
    // Through the debugger, not a script tag: the page's own policy would refuse that.
    await page.evaluate(axe)
    const results = await page.evaluate(async () => {
      const global = window as unknown as { axe: { run: () => Promise<AxeResults> } }
      return global.axe.run()
    })
    return results.violations.flatMap((one) =>
      one.nodes.map(
        (node) => `${one.id}: ${node.html.slice(0, 160)} ${node.any[0]?.message ?? ''}`,
      ),
    )
  }

  describe.each(['light', 'dark'] as const)('in %s', (colorScheme) => {
    it.each(views)('%s', async (_name, address, act) => {
      const { page, troubles } = await stage.open(address, { colorScheme })
      await page.locator('h1').first().waitFor()
      await act(page)
      expect(await check(page)).toEqual([])
      expect(troubles).toEqual([])
      await page.close()
    })
  })

  it.each(views)('%s needs no sideways scrolling at 420 pixels', async (_name, address, act) => {
    const { page } = await stage.open(address, { width: 420, height: 760, reducedMotion: 'reduce' })
    await page.locator('h1').first().waitFor()
    await act(page)
    const wide = await page.evaluate(() =>
      [
        ...document.querySelectorAll(
          'body, main, .body, .head, .side, .dock, .chips, .facts, .panel, .clocks, .strip, dialog, section[role=dialog]',
        ),
      ]
        .filter((element) => element.scrollWidth > element.clientWidth + 1)
        .map(
          (element) =>
            `${element.className || element.tagName} ${element.scrollWidth} > ${element.clientWidth}`,
        ),
    )
    expect(wide).toEqual([])
    await page.close()
  })
})
