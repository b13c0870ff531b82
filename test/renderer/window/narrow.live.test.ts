import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { longServiceName } from '../../fakes/scene-configured.ts'
import { noBrowser, openStage, type Stage, type View } from '../browser.ts'

const longEntry = `?scene=settings&desktop#/settings/services/${longServiceName}`

/** At 420 pixels words stood on each other, or lost their end. One page for all. */
describe.skipIf(noBrowser !== null)('a narrow window', () => {
  let stage: Stage
  let view: View
  beforeAll(async () => {
    stage = await openStage()
    const look = { reducedMotion: 'reduce', width: 420, height: 800, stays: true } as const
    view = await stage.open('?scene=quiet#/services', look)
  })
  afterAll(async () => {
    await stage.close()
  })

  async function play(address: string, there: string): Promise<void> {
    await view.page.evaluate((to) => {
      window.scene.play(`/${to}`)
    }, address)
    await view.page.locator(there).first().waitFor()
  }
  /** The texts of these of which a part is cut away. */
  const findCut = (selector: string): Promise<string[]> =>
    view.page.locator(selector).evaluateAll((all) =>
      all
        .filter((one) => {
          const end = one.parentElement?.getBoundingClientRect().right ?? 0
          return (
            one.scrollWidth > one.clientWidth + 1 || one.getBoundingClientRect().right > end + 1
          )
        })
        .map((one) => one.textContent),
    )

  it('keeps what is weaker than usual apart in the footer', async () => {
    await play('?scene=weak#/services', '.foot .fact.amber')
    const boxes = await view.page.locator('.foot > *').evaluateAll((all) =>
      all
        .map((one) => one.getBoundingClientRect())
        .filter((box) => box.width > 0)
        .map(({ left, right }) => ({ left, right })),
    )
    expect(boxes).toHaveLength(2)
    expect(boxes[1]?.left).toBeGreaterThan(boxes[0]?.right ?? Infinity)
    expect(boxes[1]?.right).toBeLessThanOrEqual(420)
  })

  it.each([
    ['that a run asks', '?scene=quiet&run=asking#/run/run-412', '.live .left'],
    ['which machine it is, while a run asks', '?scene=quiet&run=asking#/run/run-412', '.host b'],
    [
      'how many of very many are gone',
      '?scene=quiet&run=asking&why=many&members=200#/run/run-412',
      '.head-end .pips',
    ],
    ['how many members are gone', '?scene=quiet&run=killed#/run/run-412', '.panel > header > .s'],
    ['the time until systemd forces', '?scene=units#/services', '.state.deactivating small'],
    ['a short place above', longEntry, '.crumb > .whole'],
  ])('says %s without losing the end', async (_what, address, words) => {
    await play(address, words)
    expect(await findCut(words)).toEqual([])
  })

  it('leaves room for the words of each choice of the journal', async () => {
    await play('?scene=quiet&run=killed#/activity', '.journal-bar select')
    const cut = await view.page.locator('.journal-bar select').evaluateAll((all) =>
      all
        .filter((one) => {
          const style = getComputedStyle(one)
          const drawn = document.createElement('canvas').getContext('2d')
          if (drawn === null || !(one instanceof HTMLSelectElement)) return true
          drawn.font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`
          const needed = drawn.measureText(one.selectedOptions[0]?.text ?? '').width
          const padding = parseFloat(style.paddingLeft) + parseFloat(style.paddingRight)
          return needed > one.clientWidth - padding
        })
        .map((one) => one.textContent),
    )
    expect(cut).toEqual([])
  })

  it('gives those who force the name of who will die', async () => {
    await play('?scene=known&order=force#/order/order-7', 'h1')
    await view.page.getByRole('button', { name: 'Force…' }).click()
    expect(await findCut('.die td:nth-child(1), .die td:nth-child(2)')).toEqual([])
  })
})

describe.skipIf(noBrowser !== null)('a word that is not so', () => {
  let stage: Stage
  beforeAll(async () => {
    stage = await openStage()
  })
  afterAll(async () => {
    await stage.close()
  })

  it('is no "at rest" where it came back', async () => {
    const { page } = await stage.open('?scene=quiet&run=came-back#/run/run-412')
    await page.locator('.rest-chart').getByText('came back', { exact: true }).waitFor()
    expect(await page.getByText('at rest', { exact: true }).count()).toBe(0)
  })

  it('is the plan from its first line on, though its button has the focus', async () => {
    const { page } = await stage.open('?scene=known#/service/kamailio', { height: 700 })
    await page.keyboard.press('s')
    await page.locator('.plan-go .btn.go:focus').waitFor()
    const top = await page.locator('.mantine-Drawer-content').evaluate((one) => one.scrollTop)
    expect(top).toBe(0)
  })

  it('says by its row that a service is never stopped, and by the list that nothing is forced', async () => {
    const { page } = await stage.open('?scene=limited#/services')
    const row = page.getByRole('row', { name: /redis-server/ })
    expect(await row.innerText()).toContain('never stopped')
    await row.getByText('10-site.yaml:31:14').waitFor({ state: 'attached' })
    await page.getByText('never forced').waitFor()
    await page
      .getByRole('row', { name: /asterisk/ })
      .getByText('never stopped')
      .waitFor({ state: 'detached' })
  })
})
