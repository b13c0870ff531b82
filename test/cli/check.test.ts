import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { nginx } from '../../electron/engine/profiles/nginx.ts'
import { checkResult } from '../../shared/json-output.ts'
import { finishCli, jsonLines } from './start-cli.ts'

function write(text: string | Buffer): string {
  const folder = mkdtempSync(join(tmpdir(), 'quiesce-check-'))
  onTestFinished(() => {
    rmSync(folder, { recursive: true })
  })
  const file = join(folder, 'services.yaml')
  writeFileSync(file, text)
  return file
}

const good = 'services:\n  iguana:\n    pidfile: /run/iguana.pid\n    schedule: stop/60/ask\n'

/** YAML reads JSON as well. */
const wholeProfile = JSON.stringify({ ...nginx, id: undefined })

describe('quiesce check', () => {
  it('says what is good, and how much of it', async () => {
    const file = write(good)
    const { status, out, errors } = await finishCli(['check', file])
    expect([status, out, errors]).toEqual([0, [`${file}: good, 1 service`], []])
  })

  it.each([
    ['broken YAML', 'services: [', '1:12'],
    ['an unknown key', good.replace('schedule', 'shedule'), '4:5'],
    ['a schedule that ends in a signal', good.replace('stop/60/ask', 'TERM'), '4:15'],
    ['`forever`', good.replace('60/ask', 'forever'), '4:15'],
    ['no UTF-8', Buffer.from([0x73, 0xff]), '1:2'],
  ])('refuses %s with line and column', async (_, text, place) => {
    const file = write(text)
    const { status, out, errors } = await finishCli(['check', file])
    expect([status, out]).toEqual([64, []])
    expect(errors[0]).toMatch(new RegExp(`^quiesce: .*/services\\.yaml:${place}: `))
  })

  it('offers the name that was probably meant', async () => {
    const { errors } = await finishCli(['check', write(good.replace('schedule', 'shedule'))])
    expect(errors.map((line) => line.trim())).toContain('schedule')
  })

  it.each([
    [
      'a setting that is none',
      'settings: { trey: {} }\n',
      '1:13: "trey" is not known in settings; expected one of window, tray',
    ],
    [
      'a value of another kind',
      'settings:\n  window:\n    keys: yes\n',
      '3:11: settings.window.keys: expected true or false.',
    ],
    [
      'a word that is no choice',
      'settings: { limits: { force: no } }\n',
      '1:30: settings.limits.force: expected allowed, person or never.',
    ],
    [
      'a time that is none',
      'settings: { notify: { quiet: { from: "24:00", to: "7:00" } } }\n',
      '1:38: settings.notify.quiet.from: expected a time of day: "22:00".',
    ],
    [
      'half of quiet hours',
      'settings:\n  notify:\n    quiet: { from: "22:00" }\n',
      '3:12: settings.notify.quiet.to: expected text.',
    ],
    [
      'a bad schedule',
      'settings: { schedule: stop }\n',
      '1:23: settings.schedule: The schedule "stop" is refused at column 1',
    ],
    [
      'a limit for a host that is none',
      'settings:\n  limits:\n    hosts:\n      web1: { nevr: [a] }\n',
      '4:15: "nevr" is not known in settings.limits.hosts.web1; expected one of never and force.',
    ],
    [
      'a favourite without a name',
      'settings: { favourites: [web, ""] }\n',
      '1:31: settings.favourites.1: expected text that is not empty.',
    ],
  ])('refuses %s with line and column', async (_, text, words) => {
    const file = write(text)
    const { status, out, errors } = await finishCli(['check', file])
    expect([status, out]).toEqual([64, []])
    expect(errors.join('\n')).toContain(`${file}:${words}`)
  })

  it('finds good settings good', async () => {
    const limits = '{ never: [sshd.service], force: person, hosts: { web1: { force: never } } }'
    const file = write(`settings:\n  notify: { quiet: ~, hung: false }\n  limits: ${limits}\n`)
    const { status, errors } = await finishCli(['check', file])
    expect([status, errors]).toEqual([0, []])
  })

  it('refuses an unknown profile with line and column, and offers the nearest', async () => {
    const file = write(`${good}    profile: ngnix\n`)
    const { status, out, errors } = await finishCli(['check', file])
    expect([status, out]).toEqual([64, []])
    expect(errors[0]).toMatch(/services\.yaml:5:14: .*there is no profile "ngnix"/)
    expect(errors.map((line) => line.trim())).toContain('nginx')
  })

  it.each([
    ['of the catalogue', 'nginx', ''],
    ['that is none', 'none', ''],
    ['of another file', 'nginx-own', 'profiles:\n  nginx-own: {}\n'],
  ])('takes a profile %s', async (_, id, second) => {
    const whole = second.replace('{}', wholeProfile)
    const files = [write(`${good}    profile: ${id}\n`), ...(second === '' ? [] : [write(whole)])]
    const { status, errors } = await finishCli(['check', ...files])
    expect([status, errors]).toEqual([0, []])
  })

  it('looks at every file and gives all that is wrong as JSON', async () => {
    const [first, second] = [write(good), write('service: {}\n')]
    const { status, terminal } = await finishCli(['check', first, second, '/nonexistent', '--json'])
    const result = checkResult.parse(jsonLines(terminal).at(-1))
    expect([status, result.exitStatus, result.error?.code]).toEqual([64, 64, 'bad-configuration'])
    expect(result.files.map(({ file, errors }) => [file, errors.length])).toEqual([
      [first, 0],
      [second, 1],
      ['/nonexistent', 1],
    ])
  })
})
