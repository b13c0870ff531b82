import { describe, expect, it } from 'vitest'
import { refusePlatform } from '../../../electron/engine/decide/platform.ts'

const here = { platform: 'linux', arch: 'x64', release: '6.1.0-28-amd64' }

describe('the machine', () => {
  it.each([
    ['a Debian 12', {}],
    ['an ARM board', { arch: 'arm64' }],
    ['the oldest kernel', { release: '4.18.0-553.el8_10.x86_64' }],
    ['a kernel with an odd name', { release: '7.0-rc1' }],
  ])('%s will do', (_name, more) => {
    expect(refusePlatform({ ...here, ...more })).toBeNull()
  })
  it.each([
    ['macOS', { platform: 'darwin' }, /runs on Linux/],
    ['Windows', { platform: 'win32' }, /runs on Linux/],
    ['MIPS', { arch: 'mipsel' }, /other numbers/],
    ['a kernel of 2017', { release: '3.10.0-1160.el7.x86_64' }, /older than 4\.18/],
    ['a kernel just too old', { release: '4.9.0' }, /older than 4\.18/],
  ])('%s is refused, and why', (_name, more, words) => {
    expect(refusePlatform({ ...here, ...more })?.message).toMatch(words)
  })
})
