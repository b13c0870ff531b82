import { describe, expect, it } from 'vitest'
import { parseInitScript } from '../../../electron/engine/parse/init-script.ts'

const doubling = (lines: number): string =>
  [
    'A0=/run/xxxxxxxxxx',
    ...Array.from({ length: lines }, (_, at) => `A${at + 1}=$A${at}$A${at}`),
    `PIDFILE=$A${lines}`,
  ].join('\n')

describe('the text of a script that means harm', () => {
  it('grows no value without a bound', () => {
    expect(parseInitScript(doubling(60), '/etc/init.d/x').pidFiles).toEqual([])
    expect(parseInitScript('A=/run\nPIDFILE=$A/x.pid', '/etc/init.d/x').pidFiles).toEqual([
      '/run/x.pid',
    ])
  })

  // Each took minutes, in which nothing else was done: they now end before any test's patience does.
  it.each([
    ['words that begin a case', 'case '.repeat(25_000)],
    ['blanks in a header', `### BEGIN INIT INFO\n#${' '.repeat(120_000)}\n### END INIT INFO`],
    ['empty lines', '\n'.repeat(128_000)],
    ['braces without an end', `A=${'${'.repeat(60_000)}`],
    ['commands on one line', `case "$1" in\n stop)\n${'start-stop-daemon '.repeat(7000)}`],
  ])('is read to its end: %s', (_, text) => {
    const read = parseInitScript(`${text}\nPIDFILE=/run/last.pid\n`, '/etc/init.d/x')
    expect(read.pidFiles).toEqual(['/run/last.pid'])
  })
})
