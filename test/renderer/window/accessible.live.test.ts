import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import type { AxeResults } from 'axe-core'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { noBrowser, openStage, type Stage } from '../browser.ts'
import { views } from './views.ts'

const axeFile = createRequire(import.meta.url).resolve('axe-core/axe.min.js')

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
    })
  })
})
