/** Which Electron the specs of the desktop run on. */

/**
 * @typedef {object} Situation
 * @property {string | null} electronBinary
 * @property {string | undefined} display X11's or Wayland's
 * @property {number | null} uid null where there are none
 */

/**
 * The real one wherever it can run: Electron has no sandbox for root, and is never run without.
 * @param {Situation} situation
 * @returns {{ driver: 'electron' | 'stand-in', why: string }}
 */
export function decideDriver({ electronBinary, display, uid }) {
  /** @param {string} reason */
  const standIn = (reason) => ({
    driver: /** @type {const} */ ('stand-in'),
    why: `the stand-in for Electron, with Chromium’s windows (${reason})`,
  })
  if (electronBinary === null) return standIn('Electron’s binary is not here')
  if (uid === 0) return standIn('Electron does not run as root')
  if (display === undefined || display === '') return standIn('there is no display')
  return { driver: 'electron', why: `the real Electron, ${electronBinary}` }
}
