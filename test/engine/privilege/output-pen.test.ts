import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createOutputPen } from '../../../electron/engine/privilege/output-pen.ts'

let folder: string
let descriptor: number | null
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'quiesce-pen-'))
  descriptor = null
})
afterEach(() => {
  if (descriptor !== null) closeSync(descriptor)
  rmSync(folder, { recursive: true })
})

function open(path: string) {
  descriptor = openSync(path, 'a')
  return createOutputPen(descriptor)
}

describe('what a script says', () => {
  it('is written whole', () => {
    const path = join(folder, 'out')
    const pen = open(path)
    pen.write(Buffer.from('Stopping '))
    pen.write(Buffer.from('iguana'))
    expect(readFileSync(path, 'utf8')).toBe('Stopping iguana')
    expect(pen.gap()).toBeNull()
  })

  it('is left out where the disk is full, which is said once', () => {
    const pen = open('/dev/full')
    pen.write(Buffer.from('Stopping'))
    pen.write(Buffer.from('iguana'))
    expect(pen.gap()).toBe('Quiesce could not keep more of this: no space left on the device.')
  })
})
