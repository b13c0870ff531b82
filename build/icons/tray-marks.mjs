/**
 * The tray's icons as text. The ground line stays and what stands on it changes, so each state has
 * a shape of its own; colour only says it again. One grid: 16 in the middle of 22, which panels
 * show without scaling.
 */

/** A mark is drawn in `INK`, on a grid of 16 by 16. @type {Readonly<Record<string, string>>} */
const marks = {
  'at-rest': '<rect x="4" y="5" width="8" height="5" rx="1.25"/>',
  stopping: '<rect x="4" y="1" width="8" height="4" rx="1.25"/><path d="M4.75 7.25h6.5L8 10.5Z"/>',
  asks:
    '<path d="M5.35 3.9C5.5 2.5 6.55 1.6 8 1.6s2.65.95 2.65 2.25C10.65 5.75 8 5.6 8 7.25" ' +
    'fill="none" stroke="INK" stroke-width="1.9" stroke-linecap="round"/>' +
    '<circle cx="8" cy="9.75" r="1.2"/>',
  trouble: '<rect x="7" y="1" width="2" height="6" rx="1"/><circle cx="8" cy="9.5" r="1.25"/>',
}

/** What the tray can say; the worst of all services wins. */
export const trayStates = Object.keys(marks)

/**
 * One ink each, by its own lightness: `light` for dark panels, and softer than what high contrast
 * wants. `colour` brings a ground of its own, which is read on every panel.
 * @type {Readonly<Record<string, string>>}
 */
const inks = {
  light: '#e7ecea',
  dark: '#232629',
  'contrast-light': '#ffffff',
  'contrast-dark': '#000000',
  colour: '#ffffff',
}
export const trayInks = Object.keys(inks)

/** The tile and the ground line of each state. @type {Readonly<Record<string, [string, string]>>} */
const tiles = {
  'at-rest': ['#0e5a69', '#7fd3dd'],
  stopping: ['#0b6376', '#7fd3dd'],
  asks: ['#8a5800', '#f6dca6'],
  trouble: ['#b3301f', '#f8cfc6'],
}

/** @param {string} state one of `trayStates` @param {string} name one of `trayInks` */
export function drawTrayIcon(state, name) {
  const ink = inks[name] ?? '#000000'
  const [tile, line] = (name === 'colour' && tiles[state]) || [null, ink]
  const ground =
    tile === null
      ? ''
      : `<rect width="22" height="22" rx="5" fill="${tile}"/><rect x=".5" y=".5" width="21" ` +
        'height="21" rx="4.5" fill="none" stroke="#fff" stroke-opacity=".28"/>'
  return (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 22 22">' +
    `${ground}<g transform="translate(3 3)" fill="${ink}">` +
    `${marks[state]?.replaceAll('INK', ink)}` +
    `<rect x="2" y="12" width="12" height="2" rx="1" fill="${line}"/></g></svg>`
  )
}
