/** Every single setting as the window shows it: its name, one sentence, and how it is chosen. */
import type { SettingsSection } from '../route.ts'

/** How a setting is chosen. */
export type SettingControl =
  | { readonly kind: 'switch' }
  | { readonly kind: 'choice'; readonly options: readonly (readonly [string, string])[] }
  | { readonly kind: 'quiet' }
  | { readonly kind: 'schedule' }
  /** Services, in an order that a person chooses. */
  | { readonly kind: 'targets'; readonly none: string; readonly ordered?: true }

export interface SettingField {
  /** As `SettingsView.written` names it: `window.keys`. */
  readonly key: string
  readonly label: string
  /** What it does, in one sentence. */
  readonly says: string
  readonly control: SettingControl
  /** It means something in the desktop application only. */
  readonly desktop?: true
}

const onOff = { kind: 'switch' } as const
const choice = (...options: readonly (readonly [string, string])[]): SettingControl => ({
  kind: 'choice',
  options,
})

const windowFields: readonly SettingField[] = [
  {
    key: 'window.appearance',
    label: 'Appearance',
    says: 'Light, dark, or as the system has it.',
    control: choice(['system', 'System'], ['light', 'Light'], ['dark', 'Dark']),
  },
  {
    key: 'window.contrast',
    label: 'Contrast',
    says: 'More contrast darkens text and edges, as the system’s own high contrast does.',
    control: choice(['system', 'System'], ['more', 'More']),
  },
  {
    key: 'window.keys',
    label: 'Single keys',
    says: 'S, R, E, H, G, L, / and ? act outside text fields; keys with Ctrl or Alt always do.',
    control: onOff,
  },
  {
    key: 'window.force',
    label: 'How Force is given',
    says: 'Hold the button for 1.5 s, or type the service’s name where holding is hard.',
    control: choice(['hold', 'Hold'], ['type', 'Type the name']),
  },
]

const notificationFields: readonly SettingField[] = [
  {
    key: 'notify.hung',
    label: 'A stop asks you',
    says: 'Tells when a service has not stopped and waits for your decision.',
    control: onOff,
    desktop: true,
  },
  {
    key: 'notify.ceiling',
    label: 'Somebody else forces in 10 s',
    says: 'Tells before systemd or a script kills, while there is time to hold it.',
    control: onOff,
    desktop: true,
  },
  {
    key: 'notify.back',
    label: 'A service came back',
    says: 'Tells when something started again what you had stopped.',
    control: onOff,
    desktop: true,
  },
  {
    key: 'notify.ended',
    label: 'A stop is over',
    says: 'Tells how it ended while you looked at something else.',
    control: onOff,
    desktop: true,
  },
  {
    key: 'notify.watch',
    label: 'Trouble that nobody asked for',
    says: 'Tells when a service that nobody stops is silent, crashes or is started again.',
    control: onOff,
    desktop: true,
  },
  {
    key: 'notify.quiet',
    label: 'Quiet hours',
    says: 'Nothing is told between these times, every day.',
    control: { kind: 'quiet' },
    desktop: true,
  },
]

const trayFields: readonly SettingField[] = [
  {
    key: 'tray.show',
    label: 'Show in the tray',
    says: 'Keeps an icon in the panel, with your favourites and what is under way.',
    control: onOff,
    desktop: true,
  },
  {
    key: 'tray.close',
    label: 'Closing the window',
    says: 'Leaves Quiesce in the tray, or quits it; a run that is alive is asked about.',
    control: choice(['tray', 'Stays in the tray'], ['quit', 'Quits']),
    desktop: true,
  },
  {
    key: 'tray.icon',
    label: 'Icon',
    says: 'Light ink for a dark panel, dark ink for a light one, or a tile in the state’s colour.',
    control: choice(['auto', 'Auto'], ['light', 'Light'], ['dark', 'Dark'], ['colour', 'Colour']),
    desktop: true,
  },
  {
    key: 'login.start',
    label: 'Start at login',
    says: 'Quiesce starts with your session.',
    control: onOff,
    desktop: true,
  },
  {
    key: 'login.hidden',
    label: 'Start hidden',
    says: 'At login it shows the tray only, and no window.',
    control: onOff,
    desktop: true,
  },
  {
    key: 'favourites',
    label: 'Favourites',
    says: 'Services that stand in the tray, in this order.',
    control: { kind: 'targets', none: 'No favourites yet.', ordered: true },
  },
]

const scheduleFields: readonly SettingField[] = [
  {
    key: 'schedule',
    label: 'Default schedule',
    says: 'For services that name none, and of which nothing is known.',
    control: { kind: 'schedule' },
  },
]

const limitFields: readonly SettingField[] = [
  {
    key: 'limits.force',
    label: 'Force',
    says: 'Whether anything may be killed: always, only by a person’s own word, or never.',
    control: choice(['allowed', 'Allowed'], ['person', 'By a person'], ['never', 'Never']),
  },
  {
    key: 'limits.never',
    label: 'Never stopped from here',
    says: 'Services that Quiesce refuses to stop, whoever asks.',
    control: { kind: 'targets', none: 'Nothing is ruled out.' },
  },
]

/** The fields of each section that consists of fields. */
export const settingFields: Readonly<Partial<Record<SettingsSection, readonly SettingField[]>>> = {
  window: windowFields,
  notifications: notificationFields,
  tray: trayFields,
  schedules: scheduleFields,
  limits: limitFields,
}

/** What a section is called, and the sentence above it. */
export const sectionWords: Readonly<
  Record<SettingsSection, { readonly word: string; readonly says: string }>
> = {
  window: { word: 'Window', says: 'How this window looks, and how it is used.' },
  notifications: {
    word: 'Notifications',
    says: 'What is told outside the window. What you are looking at is never told twice.',
  },
  tray: { word: 'Tray and login', says: 'How Quiesce waits while no window is open.' },
  schedules: {
    word: 'Schedules',
    says: 'How a stop goes, step by step, unless a service says otherwise.',
  },
  services: {
    word: 'Services',
    says: 'What is described by hand: how it is found, stopped and started.',
  },
  groups: { word: 'Groups', says: 'Services that are stopped together, by one name.' },
  profiles: {
    word: 'Profiles',
    says: 'What you know of a daemon: what signals mean to it, and how long it takes.',
  },
  limits: {
    word: 'Limits',
    says: 'What may be done at all. Where several limits apply, the strictest holds.',
  },
  permission: {
    word: 'Permission',
    says: 'What root does for you here, after the system has asked you.',
  },
  files: {
    word: 'Import and export',
    says: 'Your file, kept elsewhere or brought from another machine.',
  },
  about: { word: 'About', says: 'What this Quiesce is, and what this machine allows.' },
}
