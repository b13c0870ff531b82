import { describe, expect, it } from 'vitest'
import { decideDoor, type Situation } from '../../build/decide-door.mjs'

const desktop: Situation = {
  platform: 'linux',
  uid: 1000,
  display: ':0',
  waylandDisplay: undefined,
  electronBinary: '/somewhere/electron',
  askedConsole: false,
}

describe('which door npm start opens', () => {
  it('opens the desktop for a person with a display and an Electron binary', () => {
    expect(decideDoor(desktop)).toEqual({ door: 'desktop', why: 'Opening the desktop window.' })
  })

  it.each<[string, Partial<Situation>]>([
    ['Wayland is a display too', { display: undefined, waylandDisplay: 'wayland-0' }],
    ['macOS needs no DISPLAY', { platform: 'darwin', display: undefined }],
    ['Windows has no uid and no DISPLAY', { platform: 'win32', uid: null, display: undefined }],
  ])('opens the desktop: %s', (_, change) => {
    expect(decideDoor({ ...desktop, ...change }).door).toBe('desktop')
  })

  it.each<[string, Partial<Situation>, string]>([
    ['it was asked for', { askedConsole: true }, 'as you asked'],
    ['the user is root', { uid: 0 }, 'refuses to run as root'],
    ['there is no display', { display: undefined }, 'there is no display'],
    ['DISPLAY is set but empty', { display: '' }, 'there is no display'],
    ['there is no Electron binary', { electronBinary: null }, 'there is no Electron binary'],
    [
      'the download failed, and why is said',
      { electronBinary: null, electronProblem: 'Electron could not be downloaded (ENOTFOUND)' },
      'Electron could not be downloaded (ENOTFOUND)',
    ],
  ])('opens the console when %s', (_, change, words) => {
    const { door, why } = decideDoor({ ...desktop, ...change })
    expect(door).toBe('console')
    expect(why).toContain(words)
  })

  it.each<[string, Partial<Situation>, string]>([
    ['being asked before all', { askedConsole: true, uid: 0, display: undefined }, 'as you asked'],
    ['root before a missing display', { uid: 0, display: undefined }, 'root'],
    ['a display before a binary', { display: undefined, electronBinary: null }, 'no display'],
  ])('names one reason only: %s', (_, change, words) => {
    const { why } = decideDoor({ ...desktop, ...change })
    expect(why).toContain(words)
    expect(why.split('\n')).toHaveLength(1)
  })
})
