import { describe, expect, it } from 'vitest'
import { parseConfiguration } from '../../../electron/engine/configuration/yaml.ts'
import { mergeFiles } from '../../../electron/engine/configuration/merge.ts'
import { settingsInForce } from '../../../electron/engine/settings/in-force.ts'

const etc = '/etc/quiesce/services.d/a.yaml'
const own = '/home/ops/.config/quiesce/services.yaml'

function neverIn(machine: string, person: string): readonly string[] {
  const files = [
    [etc, `services:\n  db: ${machine}\nsettings:\n  limits:\n    never: [db]\n`],
    [own, person],
  ].map(([path = '', text = '']) => {
    const parsed = parseConfiguration(path, text)
    if (!parsed.ok) throw new Error(parsed.error[0]?.message)
    return parsed.value
  })
  const { limits, settings } = settingsInForce(mergeFiles(files, []), { file: own, host: 'mars' })
  expect(settings.limits.never).toEqual(['db'])
  expect(new Set(limits.never.map(({ place }) => place)).size).toBe(1)
  return limits.never.map(({ target }) => target)
}

describe('a name that the machine’s files never stop', () => {
  it.each([
    ['{ unit: postgresql.service }', 'postgresql.service'],
    ['{ pidfile: /run/db.pid }', 'pidfile:/run/db.pid'],
    ['{ exe: /usr/bin/db }', 'exe:/usr/bin/db'],
    ['{ port: 5432 }', 'port:5432'],
    ['{ init: db }', 'init:db'],
  ])(
    'means what those describe, though the person’s own file has another: %s',
    (machine, plain) => {
      expect(neverIn(machine, 'services:\n  db: { exe: /bin/harmless }\n')).toEqual(['db', plain])
    },
  )

  it('is the name alone where nobody describes it anew', () => {
    const other = 'services:\n  web: { exe: /bin/harmless }\n'
    expect(neverIn('{ unit: postgresql.service }', other)).toEqual(['db'])
  })
})
