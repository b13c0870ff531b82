import { describe, expect, it } from 'vitest'
import { everyCommand } from '../../build/installers/command-shape.mjs'
import { escapeRoff, writeManPage } from '../../build/installers/man-page.mjs'
import { commonOptions } from '../../electron/cli/arguments.ts'
import { commands } from '../../electron/cli/commands.ts'
import { exitStatusOfError } from '../../shared/errors.ts'

const page = writeManPage(commands, { version: '1.2.3', date: '2026-11-22' })

describe('a text for man(1)', () => {
  const cases = [
    ['stop --force', 'stop \\-\\-force'],
    ['.bashrc', '\\&.bashrc'],
    ["'quoted'", "\\&'quoted'"],
    ['a\\b', 'a\\eb'],
    ['check FILE…', 'check FILE\\[u2026]'],
    ['e +30 s', 'e +30 s'],
  ] as const
  it.each(cases)('shows %j as it stands', (text, roff) => {
    expect(escapeRoff(text)).toBe(roff)
  })
})

describe('the man page', () => {
  it('names version and day', () => {
    expect(page).toMatch(/^\.TH QUIESCE 1 2026-11-22 "Quiesce 1\.2\.3" "User Commands"$/m)
  })

  it.each(commands)(
    'explains $name with all its options',
    ({ name, summary, options, details }) => {
      const start = page.indexOf(`\n.TP\n\\fB${escapeRoff(name)}\\fR`)
      expect(start).toBeGreaterThan(0)
      const entry = page.slice(start)
      const next = commands[commands.findIndex((command) => command.name === name) + 1]
      const end =
        next === undefined ? undefined : entry.indexOf(`\n\\fB${escapeRoff(next.name)}\\fR`)
      const own = entry.slice(0, end)
      expect(own).toContain(escapeRoff(summary.slice(1)))
      for (const option of options) {
        expect(own).toContain(`\\fB${escapeRoff(`--${option.name}`)}\\fR`)
        expect(own).toContain(escapeRoff(option.sentence))
      }
      for (const paragraph of details) expect(own).toContain(escapeRoff(paragraph))
    },
  )

  it('knows the options that every command has', () => {
    expect(everyCommand).toEqual(commonOptions)
    for (const { name } of commonOptions) expect(page).toContain(`\\fB\\-\\-${name}\\fR`)
  })

  it('has a line for every exit status that there is', () => {
    const section = page.slice(page.indexOf('.SH EXIT STATUS'), page.indexOf('.SH FILES'))
    const listed = [...section.matchAll(/^\\fB(\d+)\\fR$/gm)].map((match) => Number(match[1]))
    // Of runs (electron/cli/order-status.ts), and of all that is refused or fails.
    const ofRuns = [0, 1, 10, 11, 12, 13, 14, 16, 17]
    const statuses = new Set([...ofRuns, ...Object.values(exitStatusOfError)])
    expect(listed).toEqual([...statuses].toSorted((a, b) => a - b))
  })

  it('is plain ASCII, which every man reads', () => {
    expect(page).toMatch(/^[\n -~]*$/)
  })
})
