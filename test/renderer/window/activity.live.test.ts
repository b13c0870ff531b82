import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { noBrowser, openStage, type Stage } from '../browser.ts'

describe.skipIf(noBrowser !== null)('the activity', () => {
  let stage: Stage
  beforeAll(async () => {
    stage = await openStage()
  })
  afterAll(async () => {
    await stage.close()
  })

  it('shows what is chosen, folds a run, and takes along what is shown', async () => {
    const { page, troubles } = await stage.open('?scene=quiet&run=killed#/activity')
    const rows = page.locator('.log-row.entry')
    await rows.first().waitFor()
    await page.getByRole('button', { name: 'Force 2' }).click()
    await expect.poll(() => rows.count()).toBe(2)
    await page.getByRole('button', { name: 'Export…' }).click()
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('menuitem', { name: /JSON lines/ }).click(),
    ])
    expect(file.suggestedFilename()).toMatch(/^quiesce-journal-sip-edge-03-[\d-]+\.jsonl$/)
    const lines = (await readFile(await file.path(), 'utf8')).trimEnd().split('\n')
    expect(lines.map((line) => (JSON.parse(line) as { kind: string }).kind)).toEqual([
      'decision',
      'intent',
    ])
    await page.getByRole('button', { name: /^kamailio/ }).click()
    await expect.poll(() => rows.count()).toBe(0)
    await page.getByLabel('Service', { exact: true }).selectOption('nginx')
    await page.getByText('No record fits.').waitFor()
    await page.getByRole('button', { name: 'Show all records' }).click()
    await page.getByText('Refused: nginx belongs').waitFor()
    expect(troubles).toEqual([])
  })
})
