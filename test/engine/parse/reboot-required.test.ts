import { describe, expect, it } from 'vitest'
import { parseRebootRequired } from '../../../electron/engine/parse/reboot-required.ts'

describe('who asks for a reboot', () => {
  it('is told by the packages, each once and in their order', () => {
    const packages = 'linux-image-6.1.0-22-amd64\nlibc6\n\nlibc6\n'
    expect(parseRebootRequired('*** System restart required ***\n', packages)).toEqual({
      line: '*** System restart required ***',
      packages: ['linux-image-6.1.0-22-amd64', 'libc6'],
    })
  })
  it.each([
    ['an empty file', '', null, { line: '', packages: [] }],
    ['blank lines first', '\n\n please \n', '', { line: 'please', packages: [] }],
  ])('is known of %s', (_name, text, packages, expected) => {
    expect(parseRebootRequired(text, packages)).toEqual(expected)
  })
})
