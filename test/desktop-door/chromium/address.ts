/** Chromium knows no `app:`; there, our origin has the name of a host that cannot exist. */
const ours = 'app://quiesce'
const theirs = 'https://quiesce.invalid'

/** As Chromium is told. */
export const toChromium = (url: string): string =>
  url === ours || url.startsWith(`${ours}/`) ? theirs + url.slice(ours.length) : url

/** As `main.js` is told. */
export const toMain = (url: string): string =>
  url === theirs || url.startsWith(`${theirs}/`) ? ours + url.slice(theirs.length) : url
