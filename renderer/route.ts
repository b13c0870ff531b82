/** Where the window is, as the address after `#`. */
export type Route =
  | { readonly view: 'services' }
  | { readonly view: 'service'; readonly target: string; readonly tab?: ServiceTab }
  | { readonly view: 'run'; readonly id: string }
  | { readonly view: 'activity'; readonly run: string | null }
  | { readonly view: 'practice' }

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
  return { view: 'services' }
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
    case 'services':
    case 'practice':
      return `#/${route.view}`
  }
}
