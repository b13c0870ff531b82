/** What the packages call the product; the files of build/linux say the same, held by a test. */

/** The npm package, the Debian package and the command. */
export const packageName = 'quiesce'
export const productName = 'Quiesce'
export const appId = 'io.github.quiesce.Quiesce'
/** Electron's own program, and the name of the icons. */
export const desktopName = 'quiesce-desktop'
/** Where electron-builder installs a product of this name. */
export const installedIn = `/opt/${productName}`
/** pkexec looks for it here and nowhere else (build/linux/io.github.quiesce.policy). */
export const rootHelper = '/usr/lib/quiesce/quiesce-root-helper'

export const homepage = 'https://quiesce.github.io'
export const maintainer = 'The Quiesce authors <quiesce@users.noreply.github.com>'

export const synopsis = 'stop local daemons safely'
/** In menus and in the packages, so one line. */
export const description = 'Stops local daemons step by step, and knows afterwards what happened'
