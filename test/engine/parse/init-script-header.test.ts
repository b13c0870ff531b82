import { describe, expect, it } from 'vitest'
import {
  parseChkconfig,
  parseHeaderFiles,
  parseLsbHeader,
} from '../../../electron/engine/parse/init-script-header.ts'
import { debianScript, redHatScript, vendorScript } from './init-samples.ts'

const block = (...lines: string[]): string =>
  ['#!/bin/sh', '### BEGIN INIT INFO', ...lines, '### END INIT INFO', 'exit 0'].join('\n')

describe('the LSB block', () => {
  it('is read whole', () => {
    expect(parseLsbHeader(debianScript)).toEqual({
      provides: ['iguana', 'reptile'],
      requiredStart: ['$remote_fs', '$syslog'],
      shouldStart: ['postgresql'],
      requiredStop: ['$remote_fs'],
      shouldStop: [],
      startBefore: ['nginx'],
      stopAfter: ['apache2', 'haproxy'],
      defaultStart: ['2', '3', '4', '5'],
      defaultStop: ['0', '1', '6'],
      description: 'Keeps iguanas warm and fed: always.',
    })
  })
  it.each([
    ['a tab', '# Description: one', '#\ttwo'],
    ['two blanks', '# Description: one', '#  two'],
  ])('goes on with %s', (_, ...lines) => {
    expect(parseLsbHeader(block(...lines))?.description).toBe('one two')
  })
  it('goes on with what looks like a keyword and is none', () => {
    const lines = ['# Description: one', '#   Note: two', '#   X-Start-Before: b']
    expect(parseLsbHeader(block(...lines))).toMatchObject({
      description: 'one Note: two',
      startBefore: ['b'],
    })
  })
  it('takes the short description where there is no other', () => {
    expect(parseLsbHeader(block('# Short-Description: short'))?.description).toBe('short')
  })
  it('knows its keywords in any case, and each may be empty', () => {
    expect(parseLsbHeader(block('# PROVIDES: a', '# required-start:'))).toMatchObject({
      provides: ['a'],
      requiredStart: [],
    })
  })
  it.each([
    ['is missing', vendorScript],
    ['has no end', '### BEGIN INIT INFO\n# Provides: a\n'],
    ['is mentioned in text', 'echo "### BEGIN INIT INFO"\n### END INIT INFO\n'],
  ])('that %s is none', (_, text) => {
    expect(parseLsbHeader(text)).toBeNull()
  })
  it('may end its lines as DOS does', () => {
    const text = block('# Provides: a').replaceAll('\n', '\r\n')
    expect(parseLsbHeader(text)?.provides).toEqual(['a'])
  })
})

describe('chkconfig', () => {
  it.each([
    ['# chkconfig: 2345 85 15', { levels: '2345', start: 85, stop: 15 }],
    ['# chkconfig: - 85 15', { levels: '', start: 85, stop: 15 }],
    ['#chkconfig:345 9 1', { levels: '345', start: 9, stop: 1 }],
    ['# chkconfig: 2345 85', null],
    ['# chkconfig: on', null],
    ['chkconfig: 2345 85 15', null],
  ])('%s', (text, expected) => {
    expect(parseChkconfig(text)).toEqual(expected)
  })
})

describe('files of a header', () => {
  it('are those of the comments', () => {
    expect(parseHeaderFiles(redHatScript)).toEqual({
      description: 'Keeps iguanas warm and fed.',
      processNames: ['iguanad'],
      pidFiles: ['/var/run/iguana/iguanad.pid'],
      lockFiles: [],
    })
  })
  it('are absolute paths only', () => {
    expect(parseHeaderFiles('# pidfile: iguana.pid\n# lockfile: /l').pidFiles).toEqual([])
    expect(parseHeaderFiles('# lockfile: /var/lock/l').lockFiles).toEqual(['/var/lock/l'])
  })
  it('a description that ends in a backslash ends with the text', () => {
    expect(parseHeaderFiles('# description: one \\').description).toBe('one')
  })
})
