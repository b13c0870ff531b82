import { describe, expect, it } from 'vitest'
import {
  changeEntry,
  execLine,
  freshEntry,
  isOurs,
  quoteArgument,
} from '../../electron/desktop/desktop-entry.ts'

/** Undoes a value as the specification orders: first its escapes, then the quotes, then the codes. */
function readExec(value: string): string[] {
  const plain = value.replace(
    /\\(.)/g,
    (_all, letter: string) => ({ s: ' ', n: '\n', t: '\t', r: '\r' })[letter] ?? letter,
  )
  const parts = [...plain.matchAll(/"((?:[^"\\]|\\.)*)"|([^\s"]+)/g)]
  return parts.map(([, quoted, bare]) =>
    (bare ?? (quoted ?? '').replace(/\\(["`$\\])/g, '$1')).replaceAll('%%', '%'),
  )
}

describe('an argument of Exec=', () => {
  it.each([
    ['/opt/Quiesce/quiesce-desktop', '/opt/Quiesce/quiesce-desktop'],
    ['--hidden', '--hidden'],
    ['/home/ada/My Programs/q', '"/home/ada/My Programs/q"'],
    ['a"b', '"a\\\\"b"'],
    ['$HOME', '"\\\\$HOME"'],
    ['`id`', '"\\\\`id\\\\`"'],
    ['a\\b', '"a\\\\\\\\b"'],
    ['50%', '50%%'],
    ['', '""'],
    ['~/x', '"~/x"'],
    ['a;b&c|d', '"a;b&c|d"'],
  ])('%s: %s', (argument, expected) => {
    expect(quoteArgument(argument)).toBe(expected)
  })

  it.each(['a\nb', 'a\rb', 'a\0b'])('%j cannot be written', (argument) => {
    expect(quoteArgument(argument)).toBeNull()
    expect(execLine(['/bin/q', argument])).toBeNull()
  })

  it('a program with an equal sign cannot be named, an argument can', () => {
    expect(execLine(['/opt/a=b/q'])).toBeNull()
    expect(execLine(['/opt/q', '/srv/a=b'])).toBe('/opt/q /srv/a=b')
  })

  it('comes back as it was, whatever letters it has', () => {
    const letters = Array.from('aZ0 /\\"`$%;&|<>*?#()\'~=-ü😀')
    for (let seed = 1; seed < 3000; seed += 1) {
      const pick = (index: number): string =>
        letters[(seed * (index + 7) * 31 + index * index) % letters.length] ?? ''
      const argument = Array.from({ length: seed % 9 }, (_, index) => pick(index)).join('')
      const line = execLine(['/opt/q', argument, '--hidden']) ?? ''
      expect(readExec(line)).toEqual(['/opt/q', argument, '--hidden'])
    }
  })
})

const on = { start: true, exec: '/opt/q --hidden', machineHasOne: false }
const off = { ...on, start: false }
const theirs = [
  '# My own',
  '[Desktop Entry]',
  'Type=Application',
  'Name=Quiesce, mine',
  'Exec=/old/q',
  'X-GNOME-Autostart-enabled=false',
  'Hidden=true',
  '',
  '[Desktop Action Settings]',
  'Name=Settings',
  'Exec=/old/q --settings',
  '',
].join('\n')

describe('start at login', () => {
  it('on: a fresh file', () => {
    expect(changeEntry(null, on)).toBe(freshEntry('/opt/q --hidden'))
  })

  it('off: no file, where it is ours alone', () => {
    expect(changeEntry(null, off)).toBeNull()
    expect(changeEntry(freshEntry('/opt/q'), off)).toBeNull()
    expect(changeEntry(freshEntry('/opt/q').replace('Hidden=false', 'Hidden=true'), off)).toBeNull()
  })

  it('off, though the machine starts it for everybody: a file that hides that', () => {
    const machine = { ...off, machineHasOne: true }
    expect(changeEntry(null, machine)).toContain('\nHidden=true\n')
    expect(changeEntry(freshEntry('/opt/q'), machine)).toContain('\nHidden=true\n')
  })

  it('on, in a file that somebody changed: only what says whether and what', () => {
    const changed = changeEntry(theirs, on) ?? ''
    expect(changed).toBe(
      theirs
        .replace('Exec=/old/q\n', 'Exec=/opt/q --hidden\n')
        .replace('enabled=false', 'enabled=true')
        .replace('Hidden=true', 'Hidden=false'),
    )
    expect(changed).toContain('Exec=/old/q --settings')
  })

  it('off, in a file that somebody changed: it is hidden, and stays theirs', () => {
    const shown = theirs.replace('Hidden=true', 'Hidden=false')
    expect(isOurs(theirs)).toBe(false)
    expect(changeEntry(shown, off)).toBe(theirs)
  })

  it('adds what is missing to the main group, before the blank line behind it', () => {
    const short = '[Desktop Entry]\nType=Application\n\n[Other]\nHidden=false\n'
    expect(changeEntry(short, on)).toBe(
      '[Desktop Entry]\nType=Application\nExec=/opt/q --hidden\nHidden=false\n\n[Other]\nHidden=false\n',
    )
  })

  it('gives a file without any group one', () => {
    expect(changeEntry('', on)).toMatch(/^\[Desktop Entry\]\n/)
  })

  it('another program in a file that is otherwise ours is still ours', () => {
    const moved = changeEntry(freshEntry('/old/q'), on) ?? ''
    expect(moved).toBe(freshEntry('/opt/q --hidden'))
    expect(isOurs(moved)).toBe(true)
  })
})
