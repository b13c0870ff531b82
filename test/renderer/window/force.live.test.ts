import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { noBrowser, openStage, type Look, type Stage, type View } from '../browser.ts'

const forced = [{ run: 'run-412', turn: 3, decision: { kind: 'force', scope: 'all' } }]

describe.skipIf(noBrowser !== null)('the force dialog', () => {
  let stage: Stage
  beforeAll(async () => {
    stage = await openStage()
  })
  afterAll(async () => {
    await stage.close()
  })

  const openForce = async (look: Look = {}): Promise<View> => {
    const view = await stage.open('?scene=quiet&run=asking#/run/run-412', look)
    await view.page.getByRole('button', { name: 'Force…' }).click()
    await view.page.getByRole('alertdialog').waitFor()
    return view
  }
  const hold = (page: Page) => page.getByRole('button', { name: /^Hold to force 4 processes/ })
  const filled = (page: Page) => page.locator('.hold[data-held]')

  it('has the focus on Cancel, and Enter cancels', async () => {
    const { page, asked } = await openForce()
    expect(await page.evaluate(() => document.activeElement?.textContent)).toContain('Cancel')
    await page.keyboard.press('Enter')
    await page.getByRole('alertdialog').waitFor({ state: 'detached' })
    expect(await asked('run.decide')).toEqual([])
  })

  it('cancels by Escape', async () => {
    const { page, asked } = await openForce()
    await page.keyboard.press('Escape')
    await page.getByRole('alertdialog').waitFor({ state: 'detached' })
    expect(await asked('run.decide')).toEqual([])
    await page.getByRole('heading', { name: 'kamailio has not stopped' }).waitFor()
  })

  it('lists each that will die, and nobody else', async () => {
    const { page } = await openForce()
    const rows = page.getByRole('alertdialog').getByRole('row')
    expect(await rows.count()).toBe(4)
    expect(await rows.first().innerText()).toMatch(/4698\s+kamailio, main process/)
    await page.getByText('Each is held by a pidfd').waitFor()
  })

  it('does nothing on a click, and on Enter', async () => {
    const { page, asked } = await openForce()
    await hold(page).click()
    await hold(page).focus()
    await page.keyboard.press('Enter')
    expect(await page.getByRole('alertdialog').count()).toBe(1)
    expect(await asked('run.decide')).toEqual([])
  })

  it('cancels when the pointer lets go too early', async () => {
    const { page, asked } = await openForce()
    await hold(page).hover()
    await page.mouse.down()
    await filled(page).waitFor()
    await page.mouse.up()
    await filled(page).waitFor({ state: 'detached' })
    expect(await asked('run.decide')).toEqual([])
  })

  it('forces when the pointer held to the end', async () => {
    const { page, asked } = await openForce()
    await hold(page).hover()
    await page.mouse.down()
    await page.getByRole('heading', { name: 'kamailio is down; force was needed' }).waitFor()
    await page.mouse.up()
    expect(await asked('run.decide')).toEqual(forced)
  })

  it('forces when Space is held to the end, and not when it is let go', async () => {
    const { page, asked } = await openForce()
    await hold(page).focus()
    await page.keyboard.down(' ')
    await filled(page).waitFor()
    await page.keyboard.up(' ')
    await filled(page).waitFor({ state: 'detached' })
    expect(await asked('run.decide')).toEqual([])
    await page.keyboard.down(' ')
    await page.getByRole('heading', { name: 'kamailio is down; force was needed' }).waitFor()
    await page.keyboard.up(' ')
    expect(await asked('run.decide')).toEqual(forced)
  })

  it('counts down in words where motion is reduced', async () => {
    const { page } = await openForce({ reducedMotion: 'reduce' })
    await hold(page).hover()
    await page.mouse.down()
    await page.getByText('1.0 s more').first().waitFor()
    await page.mouse.up()
  })

  it('counts again when a listed process leaves while it is open', async () => {
    const { page } = await openForce()
    await page.evaluate(() => {
      const view = window.scene.client.runs.get('run-412')
      if (view === undefined) throw new Error('no run')
      const at = { mono: view.run.startedAt.mono + 65_000, wall: Date.now() }
      const members = view.run.members.map((one) =>
        one.member.identity.pid === 4700
          ? { ...one, gone: { at, how: 'by-itself' as const } }
          : one,
      )
      window.scene.client.push({ name: 'run', payload: { ...view, run: { ...view.run, members } } })
    })
    await page.getByRole('button', { name: /^Hold to force 3 processes/ }).waitFor()
    expect(await page.locator('.die tr.gone').innerText()).toContain('has left')
  })

  it('cannot force any more when all have left', async () => {
    const { page, asked } = await openForce()
    await page.evaluate(() => {
      const view = window.scene.client.runs.get('run-412')
      if (view === undefined) throw new Error('no run')
      const at = { mono: view.run.startedAt.mono + 65_000, wall: Date.now() }
      const members = view.run.members.map((one) =>
        one.gone === null ? { ...one, gone: { at, how: 'by-itself' as const } } : one,
      )
      window.scene.client.push({ name: 'run', payload: { ...view, run: { ...view.run, members } } })
    })
    const button = page.getByRole('button', { name: /^Nobody is left to force/ })
    await button.hover()
    await page.mouse.down()
    expect(await filled(page).count()).toBe(0)
    await page.mouse.up()
    expect(await asked('run.decide')).toEqual([])
  })
})
