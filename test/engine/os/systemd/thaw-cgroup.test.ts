import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { checkThawed, thawCgroup } from '../../../../electron/engine/os/systemd/thaw-cgroup.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'quiesce-thaw-'))
})
afterEach(() => {
  rmSync(folder, { recursive: true, force: true })
})

/** A mount table with one cgroup file system, of this type. */
function mountinfo(type: string): string {
  const path = join(folder, 'mountinfo')
  writeFileSync(path, `30 20 0:26 / ${join(folder, 'cgroup')} rw - ${type} ${type} rw\n`)
  return path
}

describe('thawing a cgroup', () => {
  it('writes 0 to its cgroup.freeze', () => {
    const cgroup = join(folder, 'cgroup', 'x.service')
    mkdirSync(cgroup, { recursive: true })
    writeFileSync(join(cgroup, 'cgroup.freeze'), '1')
    expect(thawCgroup('/x.service', mountinfo('cgroup2')).ok).toBe(true)
    expect(readFileSync(join(cgroup, 'cgroup.freeze'), 'utf8')).toBe('0')
  })

  it('makes no file where there is none', () => {
    mkdirSync(join(folder, 'cgroup', 'x.service'), { recursive: true })
    const thawed = thawCgroup('/x.service', mountinfo('cgroup2'))
    expect(!thawed.ok && thawed.error.code).toBe('backend-failed')
  })

  it('is told as none where a cgroup above holds it', () => {
    const slice = join(folder, 'cgroup', 'x.slice')
    const cgroup = join(slice, 'x.service')
    mkdirSync(cgroup, { recursive: true })
    writeFileSync(join(slice, 'cgroup.freeze'), '1\n')
    writeFileSync(join(cgroup, 'cgroup.freeze'), '1\n')
    writeFileSync(join(cgroup, 'cgroup.events'), 'populated 1\nfrozen 1\n')
    const thawed = thawCgroup('/x.slice/x.service', mountinfo('cgroup2'))
    expect(!thawed.ok && thawed.error.message).toBe(
      'The cgroup /x.slice above /x.slice/x.service is frozen as well: nothing goes on until that is thawed, too.',
    )
    writeFileSync(join(slice, 'cgroup.freeze'), '0\n')
    const checked = checkThawed('/x.slice/x.service', mountinfo('cgroup2'))
    expect(!checked.ok && checked.error.message).toContain('/x.slice/x.service is still frozen')
  })

  it('is believed where it goes on, and where nothing can be read of it', () => {
    const cgroup = join(folder, 'cgroup', 'x.service')
    mkdirSync(cgroup, { recursive: true })
    writeFileSync(join(cgroup, 'cgroup.freeze'), '1')
    writeFileSync(join(cgroup, 'cgroup.events'), 'populated 1\nfrozen 0\n')
    expect(thawCgroup('/x.service', mountinfo('cgroup2')).ok).toBe(true)
    expect(checkThawed('/gone.service', mountinfo('cgroup2')).ok).toBe(true)
  })

  it.each(['x.service', '/../x', '', '/a//b'])('takes no path that is none: %j', (path) => {
    const thawed = thawCgroup(path, mountinfo('cgroup2'))
    expect(!thawed.ok && thawed.error.code).toBe('not-available')
  })

  it('cannot be done where no cgroup v2 is mounted', () => {
    const thawed = thawCgroup('/x.service', mountinfo('tmpfs'))
    expect(!thawed.ok && thawed.error.code).toBe('not-available')
  })
})
