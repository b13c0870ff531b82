import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  deadlineDropIn,
  quoteForUnit,
  tidyUnitFor,
  tidyUnitText,
} from '../../../../electron/engine/decide/unit/deadline-drop-in.ts'
import { makeFacts } from './facts.ts'

const path = '/run/systemd/system/iguana.service.d/zzzz-quiesce.conf'
const dropIn = { path, timeoutStopSec: '9000ms', timeoutAbortSec: null, run: '20261120-1' }

/** Lines that are no comment. */
const lines = (text: string) => text.split('\n').filter((line) => line !== '' && !/^#/.test(line))

describe('the drop-in', () => {
  it('removes itself with ExecStopPost=, whatever the unit may and whatever comes of it', () => {
    expect(lines(deadlineDropIn(dropIn))).toEqual([
      '[Service]',
      'TimeoutStopSec=9000ms',
      `ExecStopPost=-+/bin/rm -f -- "${path}"`,
    ])
  })

  it('keeps the timeout of an abort where it is given', () => {
    const text = deadlineDropIn({ ...dropIn, timeoutAbortSec: '3000ms' })
    expect(lines(text)).toContain('TimeoutAbortSec=3000ms')
  })

  it('is taken back by a unit of ours at the very end', () => {
    const text = deadlineDropIn({ ...dropIn, tidyUnit: 'quiesce-tidy-iguana.service' })
    expect(lines(text)).toEqual([
      '[Unit]',
      'OnSuccess=quiesce-tidy-iguana.service',
      'OnFailure=quiesce-tidy-iguana.service',
      '[Service]',
      'TimeoutStopSec=9000ms',
    ])
  })

  it('says which run it belongs to, and ends its last line', () => {
    for (const tidyUnit of [null, 'quiesce-tidy-iguana.service']) {
      const text = deadlineDropIn({ ...dropIn, tidyUnit })
      expect(text).toContain('run 20261120-1')
      expect(text.endsWith('\n')).toBe(true)
    }
  })
})

describe('the unit that takes it back', () => {
  const own = '/run/systemd/system/quiesce-tidy-iguana.service'

  it('removes the drop-in and its own file, once', () => {
    expect(lines(tidyUnitText({ dropIn: path, path: own, run: '1' }))).toEqual([
      '[Unit]',
      'Description=Take back a deadline that Quiesce moved',
      'DefaultDependencies=no',
      'CollectMode=inactive-or-failed',
      '[Service]',
      'Type=oneshot',
      `ExecStart=/bin/rm -f -- "${path}" "${own}"`,
    ])
  })

  it('has the name of the one that it waits for', () => {
    expect(tidyUnitFor(makeFacts('iguana.service'), '252.38-1~deb12u1')).toBe(
      'quiesce-tidy-iguana.service',
    )
    expect(tidyUnitFor(makeFacts('t@a\\x2db.service'), '252')).toBe(
      'quiesce-tidy-t@a\\x2db.service',
    )
  })

  it.each([
    ['249', true],
    ['249.11-0ubuntu3', true],
    ['v255', true],
    ['260~rc1', true],
    ['248.3', false],
    ['247', false],
    ['239 (239-82.el8)', false],
    ['', false],
    ['unknown', false],
  ])('systemd %s: OnSuccess= is %s', (version, known) => {
    expect(tidyUnitFor(makeFacts('iguana.service'), version) !== null).toBe(known)
  })

  it.each([
    [{ OnFailureJobMode: 'isolate' }],
    [{ OnSuccessJobMode: 'isolate' }],
    [{ OnFailureJobMode: 'replace-irreversibly' }],
    [{ OnFailureJobMode: 'flush' }],
    [{ OnSuccessJobMode: undefined }],
  ])('is not used where one more in OnFailure= may do harm: %j', (more) => {
    expect(tidyUnitFor(makeFacts('iguana.service', more), '252')).toBeNull()
  })

  it('is not used where its name would be too long for a unit', () => {
    const longest = 255 - 'quiesce-tidy-.service'.length
    expect(tidyUnitFor(makeFacts(`${'a'.repeat(longest)}.service`), '252')).toHaveLength(255)
    expect(tidyUnitFor(makeFacts(`${'a'.repeat(longest + 1)}.service`), '252')).toBeNull()
  })
})

describe('paths in a command line of a unit file', () => {
  it.each([
    ['plain', '/run/a.conf', '"/run/a.conf"'],
    ['a blank', '/run/a b', '"/run/a b"'],
    ['a specifier', '/run/%n', '"/run/%%n"'],
    ['a variable', '/run/$HOME', '"/run/$$HOME"'],
    ['a braced variable', '/run/${HOME}', '"/run/$${HOME}"'],
    ['a backslash', '/run/a\\x2db', '"/run/a\\\\x2db"'],
    ['a quote', '/run/"a"', '"/run/\\"a\\""'],
    ['a single quote', "/run/it's", '"/run/it\'s"'],
    ['a line end', '/run/a\nb', '"/run/a\\nb"'],
    ['a semicolon, which would begin another command', '/run/a ; b', '"/run/a ; b"'],
  ])('%s', (_, text, quoted) => {
    expect(quoteForUnit(text)).toBe(quoted)
  })

  /** What systemd does to a quoted argument: C escapes, then specifiers, then variables. */
  const unquote = (quoted: string): string =>
    quoted
      .slice(1, -1)
      .replace(/\\(.)/g, (_, c: string) => (c === 'n' ? '\n' : c))
      .replaceAll('%%', '%')
      .replaceAll('$$', '$')

  it('arrive as they are', () => {
    const text = fc.string({ unit: fc.constantFrom(...Array.from('ab/ \\"\'%$;\nn{}')) })
    fc.assert(
      fc.property(text, (given) => {
        expect(unquote(quoteForUnit(given))).toBe(given)
      }),
    )
  })

  it('never end the line or the quotes', () => {
    fc.assert(
      fc.property(fc.string(), (given) => {
        const inner = quoteForUnit(given).slice(1, -1)
        expect(inner).not.toContain('\n')
        expect(inner.replace(/\\./g, '')).not.toContain('"')
      }),
    )
  })
})
