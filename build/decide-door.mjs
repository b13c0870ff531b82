/** Decides between the desktop window and the console, and says why. */

/**
 * @typedef {object} Situation
 * @property {string} platform as process.platform
 * @property {number | null} uid null where the system has none
 * @property {string | undefined} display DISPLAY
 * @property {string | undefined} waylandDisplay WAYLAND_DISPLAY
 * @property {string | null} electronBinary path, or null where there is none
 * @property {string} [electronProblem] why there is none
 * @property {boolean} askedConsole
 */
/** @typedef {{ readonly door: 'desktop' | 'console', readonly why: string }} Door */

/**
 * Which door `npm start` opens. `why` is one sentence for the person.
 * @param {Situation} situation
 * @returns {Door}
 */
export function decideDoor(situation) {
  const { platform, uid, display, waylandDisplay, electronBinary } = situation
  if (situation.askedConsole) return openConsole('as you asked')
  // Chromium's sandbox cannot be set up by root (and Quiesce never runs without its sandbox).
  if (uid === 0) return openConsole('Electron’s sandbox refuses to run as root')
  if (platform === 'linux' && !display && !waylandDisplay) {
    return openConsole('there is no display (neither DISPLAY nor WAYLAND_DISPLAY is set)')
  }
  if (electronBinary === null) {
    return openConsole(situation.electronProblem ?? 'there is no Electron binary')
  }
  return { door: 'desktop', why: 'Opening the desktop window.' }
}

/** @param {string} reason @returns {Door} */
function openConsole(reason) {
  return { door: 'console', why: `Opening the console in place of the desktop: ${reason}.` }
}
