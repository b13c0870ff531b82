/** What `main.js` allows a page, as Chromium's own settings: a page that asks gets that answer. */
import type { BrowserContext } from 'playwright-core'
import { toChromium } from './address.ts'

/** Electron's names, and Playwright's for the same. */
const names: Readonly<Record<string, readonly string[]>> = {
  media: ['camera', 'microphone'],
  geolocation: ['geolocation'],
  notifications: ['notifications'],
  midi: ['midi'],
  midiSysex: ['midi-sysex'],
  'clipboard-read': ['clipboard-read'],
  'clipboard-sanitized-write': ['clipboard-write'],
  'storage-access': ['storage-access'],
  'local-fonts': ['local-fonts'],
  sensors: ['accelerometer', 'gyroscope'],
}

/** Allows our page these, and nothing else. */
export async function setPermissions(
  context: BrowserContext,
  permissions: Readonly<Record<string, boolean>>,
): Promise<void> {
  const given = Object.keys(permissions).filter((name) => permissions[name] === true)
  const granted = given.flatMap((name) => names[name] ?? [])
  await context.grantPermissions(granted, { origin: toChromium('app://quiesce') })
}
