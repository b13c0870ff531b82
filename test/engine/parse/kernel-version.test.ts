import { describe, expect, it } from 'vitest'
import {
  compareKernels,
  flavourOf,
  kernelOfFile,
  newestKernel,
} from '../../../electron/engine/parse/kernel-version.ts'

describe('releases of kernels', () => {
  it.each([
    ['6.1.0-9-amd64', '6.1.0-21-amd64'],
    ['5.15.0-99-generic', '5.15.0-101-generic'],
    ['6.9.12-200.fc40.x86_64', '6.10.3-200.fc40.x86_64'],
    ['5.14.0-362.8.1.el9_3.x86_64', '5.14.0-427.13.1.el9_4.x86_64'],
    ['6.12-rc3', '6.12'],
    ['6.9.1-arch1-1', '6.9.1-arch1-2'],
    ['6.1', '6.1.1'],
  ])('%s comes before %s', (older, newer) => {
    expect(Math.sign(compareKernels(older, newer))).toBe(-1)
    expect(Math.sign(compareKernels(newer, older))).toBe(1)
    expect(compareKernels(newer, newer)).toBe(0)
  })
  it.each([
    ['6.1.0-21-amd64', '6.1.0-22-amd64', true],
    ['6.1.0-21-amd64', '6.1.0-22-cloud-amd64', false],
    ['5.15.0-99-generic', '5.15.0-101-lowlatency', false],
    ['6.9.12-200.fc40.x86_64', '6.10.3-200.fc41.x86_64', true],
    ['5.14.0-362.8.1.el9_3.x86_64', '5.14.0-427.13.1.el9_4.x86_64', true],
    ['5.14.0-362.8.1.el9_3.x86_64', '5.14.0-427.13.1.el9_4.x86_64+debug', false],
  ])('%s and %s are of one flavour: %s', (a, b, same) => {
    expect(flavourOf(a) === flavourOf(b)).toBe(same)
  })
  it('are the newest of the flavour that runs, or none', () => {
    const installed = ['6.1.0-9-amd64', '6.1.0-22-amd64', '6.1.0-30-rt-amd64', '6.1.0-21-amd64']
    expect(newestKernel('6.1.0-9-amd64', installed)).toBe('6.1.0-22-amd64')
    expect(newestKernel('6.18.44-fc-v669', installed)).toBeNull()
    expect(newestKernel('6.1.0-9-amd64', [])).toBeNull()
  })
})

describe('files of kernels', () => {
  it.each([
    ['vmlinuz-6.1.0-21-amd64', '6.1.0-21-amd64'],
    ['vmlinuz-6.9.12-200.fc40.x86_64', '6.9.12-200.fc40.x86_64'],
    ['vmlinux-6.4.0-150600.21-default', '6.4.0-150600.21-default'],
    ['vmlinuz-0-rescue-4f2a', null],
    ['vmlinuz-6.1.0-21-amd64.old', null],
    ['vmlinuz', null],
    ['vmlinuz-linux', null],
    ['initrd.img-6.1.0-21-amd64', null],
    ['vmlinuz-6.1.0-22-amd64.dpkg-new', null],
  ])('%s is of %s', (name, expected) => {
    expect(kernelOfFile(name)).toBe(expected)
  })
})
