import { describe, expect, it } from 'vitest'
import { handedOver, readLaunch, type Launch } from '../../electron/desktop/launch-arguments.ts'

const shown: Launch = { hidden: false, place: null }

describe('what a start is asked for', () => {
  it.each<[string, Launch]>([
    ['', shown],
    ['.', shown],
    ['--hidden', { hidden: true, place: null }],
    ['--hidden --open', shown],
    ['--open', shown],
    ['--settings', { hidden: false, place: { view: 'settings' } }],
    ['--stop-all', { hidden: false, place: { view: 'order', id: null } }],
    ['--practice', { hidden: false, place: { view: 'practice' } }],
    [
      '--service nginx.service',
      { hidden: false, place: { view: 'service', target: 'nginx.service' } },
    ],
    ['--service=port:80', { hidden: false, place: { view: 'service', target: 'port:80' } }],
    ['--service=a=b', { hidden: false, place: { view: 'service', target: 'a=b' } }],
    ['--run 01-abc', { hidden: false, place: { view: 'run', id: '01-abc' } }],
    ['--run=01-abc --settings', { hidden: false, place: { view: 'settings' } }],
    ['--hidden --run 01', { hidden: false, place: { view: 'run', id: '01' } }],
    ['--run ../../etc', shown],
    ['--run', shown],
    ['--service', shown],
    ['--service --hidden', { hidden: true, place: null }],
    ['--service=', shown],
    ['--no-sandbox --enable-features=X --original-process-start-time=1', shown],
    ['--settings=yes', shown],
  ])('%s', (line, expected) => {
    expect(readLaunch(['/usr/bin/quiesce-desktop', ...line.split(' ')])).toEqual(expected)
  })
})

describe('what a second start hands over', () => {
  it.each([
    [{ argv: ['q', '--settings'] }, ['q', '--settings']],
    [{ argv: ['q', 7, null] }, ['q']],
    [{ argv: 'q --settings' }, null],
    [{}, null],
    [null, null],
    ['--settings', null],
    [undefined, null],
  ])('%j', (data, expected) => {
    expect(handedOver(data)).toEqual(expected)
  })
})
