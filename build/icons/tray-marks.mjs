/**
 * The tray's icons as text. The ground line stays and what stands on it changes, so each state has
 * a shape of its own; colour only says it again. One grid: 16 in the middle of 22, which panels
 * show without scaling.
 */

/** A mark is drawn in `ink`, on a grid of 16 by 16. @type {Readonly<Record<string, string>>} */
const marks = {
  rest: '<rect x="4" y="5" width="8" height="5" rx="1.25"/>',
  stopping: '<rect x="4" y="1" width="8" height="4" rx="1.25"/><path d="M4.75 7.25h6.5L8 10.5Z"/>',
  asks:
    '<path d="M5.35 3.9C5.5 2.5 6.55 1.6 8 1.6s2.65.95 2.65 2.25C10.65 5.75 8 5.6 8 7.25" ' +
    'fill="none" stroke="INK" stroke-width="1.9" stroke-linecap="round"/>' +
    '<circle cx="8" cy="9.75" r="1.2"/>',
  failed: '<rect x="7" y="1" width="2" height="6" rx="1"/><circle cx="8" cy="9.5" r="1.25"/>',
}

/** What the tray can say; the worst of all services wins. */
export const trayStates = Object.keys(marks)

/** `light` and `dark` are one ink for a panel that is so; `colour` brings a ground of its own. */
export const trayGrounds = /** @type {const} */ (['light', 'dark', 'colour'])

/** Inks that are read on the panels of Breeze, Adwaita and Yaru; white is read on all four tiles. */
const ink = { light: '#232629', dark: '#fcfcfc', colour: '#ffffff' }
/** @type {Readonly<Record<string, string>>} */
const tiles = { rest: '#0e5a69', stopping: '#0b6376', asks: '#8a5800', failed: '#b3301f' }
/** @type {Readonly<Record<string, string>>} */
const lines = { rest: '#7fd3dd', stopping: '#7fd3dd', asks: '#f6dca6', failed: '#f8cfc6' }

/** @param {string} state one of `trayStates` @param {'light' | 'dark' | 'colour'} ground */
export function drawTrayIcon(state, ground) {
  const colour = ink[ground]
  const tile =
    ground === 'colour'
      ? `<rect width="22" height="22" rx="5" fill="${tiles[state]}"/>` +
        '<rect x=".5" y=".5" width="21" height="21" rx="4.5" fill="none" stroke="#fff" stroke-opacity=".28"/>'
      : ''
  const line = ground === 'colour' ? lines[state] : colour
  const mark = marks[state]?.replaceAll('INK', colour)
  return (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 22 22">' +
    `${tile}<g transform="translate(3 3)" fill="${colour}">${mark}` +
    `<rect x="2" y="12" width="12" height="2" rx="1" fill="${line}"/></g></svg>`
  )
}
