/** Where the window is, as the address after `#`. */
import { orderChoice, type OrderChoice } from '../shared/order-input.ts'

export type Route =
  | { readonly view: 'services' }
  | { readonly view: 'service'; readonly target: string; readonly tab?: ServiceTab }
  | { readonly view: 'run'; readonly id: string }
  | { readonly view: 'activity'; readonly run: string | null }
  | { readonly view: 'practice' }
  /** Several services: which ones; null while they are being chosen. */
  | { readonly view: 'order'; readonly of: OrderChoice | null }
  | { readonly view: 'order-run'; readonly id: string }
  /** A service that is added by hand; null while it is being picked. */
  | { readonly view: 'add'; readonly target: string | null }
  /** `entry`: one service, group or profile of the section that is edited; null for a new one. */
  | {
      readonly view: 'settings'
      readonly section: SettingsSection
      readonly entry?: string | null
    }

/** The sections of the settings, in their order. */
export const settingsSections = [
  'window',
  'notifications',
  'tray',
  'schedules',
  'services',
  'groups',
  'profiles',
  'limits',
  'permission',
  'files',
  'about',
] as const
export type SettingsSection = (typeof settingsSections)[number]

const isSettingsSection = (text: string): text is SettingsSection =>
  (settingsSections as readonly string[]).includes(text)

/** What is looked at of a unit, beside its overview. */
export type ServiceTab = 'dependencies' | 'properties' | 'log'
const serviceTabs: readonly string[] = ['dependencies', 'properties', 'log'] satisfies ServiceTab[]

const isServiceTab = (text: string | null): text is ServiceTab =>
  text !== null && serviceTabs.includes(text)

/** Reads an address; anything unknown leads to the services. */
export function parseRoute(hash: string): Route {
  const [path = '', query = ''] = hash.replace(/^#\/?/, '').split('?')
  const [view = '', ...rest] = path.split('/')
  const name = decode(rest.join('/'))
  if (view === 'service' && name !== '') {
    const tab = new URLSearchParams(query).get('look')
    return isServiceTab(tab) ? { view, target: name, tab } : { view, target: name }
  }
  if (view === 'run' && name !== '') return { view, id: name }
  if (view === 'activity') return { view, run: new URLSearchParams(query).get('run') }
  if (view === 'practice') return { view }
  if (view === 'order')
    return name === '' ? { view, of: parseChoice(query) } : { view: 'order-run', id: name }
  if (view === 'add') return { view, target: name === '' ? null : name }
  if (view === 'settings') return parseSettings(rest, query)
  return { view: 'services' }
}

/** `settings/services/NAME`, `settings/services?new`; a section that is unknown is the first one. */
function parseSettings([section = '', ...rest]: readonly string[], query: string): Route {
  if (!isSettingsSection(section)) return { view: 'settings', section: 'window' }
  const entry = decode(rest.join('/'))
  if (entry !== '') return { view: 'settings', section, entry }
  const isNew = new URLSearchParams(query).has('new')
  return { view: 'settings', section, ...(isNew ? { entry: null } : {}) }
}

/** Which services an address names; null where it names none, or none that can be. */
function parseChoice(query: string): OrderChoice | null {
  const asked = new URLSearchParams(query)
  const targets = asked.getAll('target')
  const choice = asked.has('all')
    ? { kind: 'all' }
    : asked.has('group')
      ? { kind: 'group', name: asked.get('group') }
      : { kind: 'chosen', targets }
  const parsed = orderChoice.safeParse(choice)
  return parsed.success ? parsed.data : null
}

function printChoice(of: OrderChoice | null): string {
  if (of === null) return ''
  if (of.kind === 'all') return '?all'
  if (of.kind === 'group') return `?group=${encodeURIComponent(of.name)}`
  return `?${of.targets.map((target) => `target=${encodeURIComponent(target)}`).join('&')}`
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch (error) {
    // A broken escape typed into the address bar names nothing.
    if (error instanceof URIError) return ''
    throw error
  }
}

/** Prints an address so that parsing it gives the same route. */
export function printRoute(route: Route): string {
  switch (route.view) {
    case 'service':
      return `#/service/${encodeURIComponent(route.target)}${
        route.tab === undefined ? '' : `?look=${route.tab}`
      }`
    case 'run':
      return `#/run/${encodeURIComponent(route.id)}`
    case 'activity':
      return route.run === null ? '#/activity' : `#/activity?run=${encodeURIComponent(route.run)}`
    case 'order':
      return `#/order${printChoice(route.of)}`
    case 'order-run':
      return `#/order/${encodeURIComponent(route.id)}`
    case 'add':
      return route.target === null ? '#/add' : `#/add/${encodeURIComponent(route.target)}`
    case 'settings': {
      const { section, entry } = route
      if (entry === null) return `#/settings/${section}?new`
      return `#/settings/${section}${entry === undefined ? '' : `/${encodeURIComponent(entry)}`}`
    }
    case 'services':
    case 'practice':
      return `#/${route.view}`
  }
}

/** Where Escape leads: from one entry to its list, from anywhere else to the services. */
export const above = (route: Route): Route =>
  route.view === 'settings' && route.entry !== undefined
    ? { view: 'settings', section: route.section }
    : { view: 'services' }
