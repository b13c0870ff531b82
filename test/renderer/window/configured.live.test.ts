import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { iguanaConfiguration } from '../../fakes/scene-configured.ts'
import { noBrowser, openStage, type Stage } from '../browser.ts'

describe.skipIf(noBrowser !== null)('what is configured', () => {
  let stage: Stage
  beforeAll(async () => {
    stage = await openStage()
  })
  afterAll(async () => {
    await stage.close()
  })

  it('is found among three hundred, changed, renamed, and kept while it is not saved', async () => {
    const { page, asked, troubles } = await stage.open('?scene=settingsMany#/settings/services')
    await page.getByText('300 services').waitFor()
    await page.keyboard.press('/')
    await page.getByRole('searchbox').fill('worker-27')
    expect(await page.locator('.entries li').count()).toBe(10)
    await page.getByRole('link', { name: /worker-271/ }).click()
    const save = page.getByRole('button', { name: 'Save' })
    expect(await save.getAttribute('title')).toBe('Nothing is changed.')
    await page.getByLabel('Executable').fill('relative/path')
    await page.getByText('Expected an absolute path.').waitFor()
    expect(await save.getAttribute('title')).toBe('1 field is not right yet.')
    await page.getByLabel('Executable').fill('/opt/workers/new')
    // Left unsaved: it is there again.
    await page.getByRole('link', { name: 'Services' }).last().click()
    await page.getByRole('searchbox').fill('271')
    await page.getByRole('link', { name: /worker-271/ }).click()
    expect(await page.getByLabel('Executable').inputValue()).toBe('/opt/workers/new')
    await page.getByRole('button', { name: 'Undo' }).click()
    expect(await page.getByLabel('Executable').inputValue()).toBe('/opt/workers/271/bin/worker')
    await page.getByLabel('Name', { exact: true }).fill('worker-last')
    expect(await page.getByLabel('As YAML').innerText()).toMatch(/^services:\n {2}worker-last:/)
    await save.click()
    await page.getByText('worker-271 was changed. It stands at').waitFor()
    await page.waitForURL(/#\/settings\/services$/)
    expect(await asked('services.change')).toEqual([
      {
        name: 'worker-271',
        rename: 'worker-last',
        configuration: { exe: '/opt/workers/271/bin/worker' },
      },
    ])
    expect(troubles).toEqual([])
  })

  it('is removed only after what names it was told, and a refusal stays at its field', async () => {
    const { page, asked } = await stage.open('?scene=settings#/settings/services/iguana')
    await page.getByRole('button', { name: 'Remove…' }).click()
    const question = page.getByRole('dialog')
    await question.getByText('the group voice').waitFor()
    await page.keyboard.press('Escape')
    await question.waitFor({ state: 'detached' })
    expect(await asked('services.change')).toEqual([])
    await page.evaluate(() => {
      window.scene.client.failNext('services.change', {
        code: 'bad-input',
        message: 'There is no service postgres.',
        next: 'Take it away.',
        place: 'services.change.configuration.needs.0',
      })
    })
    await page.getByLabel('Title').fill('Iguana 2')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('There is no service postgres. Take it away.').waitFor()
    await page.getByRole('button', { name: 'Take postgres away' }).click()
    await page.getByText('There is no service postgres.').waitFor({ state: 'detached' })
    // A stop by its own command, an argument a line.
    await page.getByRole('radiogroup', { name: 'Official stop' }).getByText('A command').click()
    await page.getByRole('button', { name: 'Give a stop command' }).click()
    await page.getByLabel('Program', { exact: true }).first().fill('/opt/iguana/stop')
    await page.keyboard.press('Enter')
    await page.keyboard.type('--gently, please')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.waitForURL(/#\/settings\/services$/)
    const configuration = {
      ...iguanaConfiguration,
      needs: undefined,
      title: 'Iguana 2',
      stop: ['/opt/iguana/stop', '--gently, please'],
    }
    expect((await asked('services.change')).at(-1)).toEqual({ name: 'iguana', configuration })
    await page.getByRole('link', { name: /^iguana/ }).click()
    await page.getByRole('button', { name: 'Remove…' }).click()
    await question.getByRole('button', { name: 'Remove iguana' }).click()
    await page.waitForURL(/#\/settings\/services$/)
    expect((await asked('services.change')).at(-1)).toEqual({ name: 'iguana', configuration: null })
  })

  it('in groups has an order, and profiles say what is different', async () => {
    const { page, asked } = await stage.open('?scene=settings#/settings/groups/voice')
    await page.getByRole('button', { name: 'Move iguana up' }).click()
    await page.getByRole('button', { name: 'Take postgres away' }).click()
    const add = page.getByRole('combobox', { name: 'Add to the group' })
    await add.fill('rtpeng')
    await page.getByRole('option', { name: /of-the-south/ }).click()
    await add.fill('nginx.service')
    await add.press('Enter')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.waitForURL(/#\/settings\/groups$/)
    expect(await asked('groups.change')).toEqual([
      {
        name: 'voice',
        members: ['iguana', 'kamailio', expect.stringMatching(/^rtpengine/), 'nginx.service'],
      },
    ])
    await page.evaluate(() => {
      window.location.hash = '#/settings/profiles?new'
    })
    await page.getByLabel('Begin with').selectOption('apache2')
    const add2 = page.getByRole('button', { name: 'Add the profile' })
    expect(await add2.getAttribute('title')).toBe('1 field is not right yet.')
    await page.getByRole('button', { name: /^WINCH/ }).click()
    await page.getByLabel('What it costs').fill('uploads are cut')
    await add2.click()
    await page.waitForURL(/#\/settings\/profiles$/)
    expect(await asked('profiles.change')).toMatchObject([
      { id: 'apache2', profile: { signals: [{ signal: 'WINCH', price: 'uploads are cut' }] } },
    ])
  })

  it('is exported whole, and imported after a look at what that changes', async () => {
    const { page, asked } = await stage.open('?scene=settings#/settings/files')
    const coming = page.waitForEvent('download')
    await page.getByRole('button', { name: 'Download the file' }).click()
    expect((await coming).suggestedFilename()).toBe('services.yaml')
    const file = {
      name: 'other.yaml',
      mimeType: 'application/yaml',
      buffer: Buffer.from('groups: {}\n'),
    }
    await page.setInputFiles('input[type=file]', file)
    await page.getByText('services.redis').waitFor()
    await page.getByRole('radiogroup', { name: 'How' }).getByText('Replace mine').click()
    await page.getByText('What is not in the file goes away here.').waitFor()
    await page.getByRole('button', { name: 'Import 5 entries' }).click()
    await page.getByText('Imported: 5 entries are different now.').waitFor()
    const text = 'groups: {}\n'
    expect(await asked('configuration.import')).toEqual([
      { text, mode: 'merge', confirmed: false },
      { text, mode: 'replace', confirmed: false },
      { text, mode: 'replace', confirmed: true },
    ])
  })

  it('leads there from the service, and the machine’s own is only shown', async () => {
    const { page } = await stage.open('?scene=known#/service/kamailio')
    await page.getByRole('button', { name: 'Edit how it is described' }).click()
    await page.waitForURL(/#\/settings\/services\/kamailio$/)
    await page.getByText('No service kamailio stands in any file.').waitFor()
    const machine = await stage.open('?scene=settings#/settings/services/backup')
    await machine.page.getByText('stands in a file of the machine').waitFor()
    expect(await machine.page.getByRole('button', { name: 'Save' }).count()).toBe(0)
  })
})
