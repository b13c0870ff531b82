/** The sheets of docs/gallery: which views stand together on one picture, and what it shows. Pure. */

export interface Sheet {
  /** The picture's name, without its ending. */
  readonly file: string
  readonly title: string
  /** One sentence for the list of sheets. */
  readonly says: string
  /** How the names of its views begin. The longest beginning of all sheets counts. */
  readonly begin: readonly string[]
}

/** Every view stands on one of these; one that no name fits stands on the last. */
export const sheets: readonly Sheet[] = [
  {
    file: '01-services',
    title: 'Services',
    says: 'The table of services: everyday, first run, none, a thousand rows, units, no connection.',
    begin: ['services'],
  },
  {
    file: '02-service',
    title: 'One service',
    says: 'A service with its members, what is known of it, its signals, and what it left behind.',
    begin: ['service', 'known service', 'signal ', 'init script', 'leftovers'],
  },
  {
    file: '03-unit',
    title: 'One unit',
    says: 'A systemd unit: overview, dependencies, properties, log, frozen, failed, a long name.',
    begin: ['unit'],
  },
  {
    file: '04-plan',
    title: 'The plan',
    says: 'What a stop would do, before anything is sent.',
    begin: ['plan'],
  },
  {
    file: '05-run',
    title: 'The run',
    says: 'A stop under way: waiting, held, forcing, verifying, systemd’s clock beside ours.',
    begin: ['run', 'unit run'],
  },
  {
    file: '06-asking',
    title: 'It has not stopped',
    says: 'What is so and what one can do, and force with its price.',
    begin: ['run, asking', 'run, found', 'unit run, asking', 'force', 'diagnosis'],
  },
  {
    file: '07-after',
    title: 'After the stop',
    says: 'How it ended, for each outcome, and what now.',
    begin: ['after', 'unit run, after', 'unit run, left', 'advice', 'reboot'],
  },
  {
    file: '08-several',
    title: 'Several at once',
    says: 'Choosing services or a group, the plan in order, the run of all, force for the rest.',
    begin: ['order'],
  },
  {
    file: '09-add',
    title: 'Adding and practice',
    says: 'Keeping a process as a service, and the practice daemons.',
    begin: ['add', 'practice'],
  },
  {
    file: '10-activity',
    title: 'Activity',
    says: 'The journal: by run, in one row, searched, unreadable.',
    begin: ['activity'],
  },
  {
    file: '11-settings',
    title: 'Settings',
    says: 'Every section of the settings, refused, fixed by the machine, with nobody to ask.',
    begin: ['settings'],
  },
  {
    file: '12-editors',
    title: 'Editors',
    says: 'Services, groups and profiles as forms, with what will be written beside them.',
    begin: [
      'service, edited',
      'service, long name',
      'service, new',
      'service, to be removed',
      'service of the machine',
      'group',
      'profile',
    ],
  },
  {
    file: '13-over',
    title: 'What lies over a view',
    says: 'The palette, the keys, and what is promised here.',
    begin: [''],
  },
]

/** Pictures of these are taken as the system can ask for them, too: forced colours, more contrast. */
export const contrasted: readonly string[] = [
  'services',
  'services, units',
  'service',
  'plan of a unit',
  'run, waiting',
  'unit run, asking',
  'force',
  'after, survived',
  'order, asking',
  'order, choose',
  'activity',
  'settings',
  'palette',
]

/** The sheet that a view stands on. */
export function sheetOf(view: string): Sheet {
  const lengthIn = (sheet: Sheet): number =>
    Math.max(...sheet.begin.map((word) => (view.startsWith(word) ? word.length : -1)))
  return sheets.reduce((best, sheet) => (lengthIn(sheet) > lengthIn(best) ? sheet : best))
}

/** The sheets that have one of these views, each with its own, in their order. */
export const sortOntoSheets = <View extends readonly [string, ...unknown[]]>(
  views: readonly View[],
): readonly { readonly sheet: Sheet; readonly views: readonly View[] }[] =>
  sheets
    .map((sheet) => ({ sheet, views: views.filter(([name]) => sheetOf(name) === sheet) }))
    .filter((one) => one.views.length > 0)

const listed = ({ file, title, says }: Sheet, names: readonly string[]): string =>
  `## ${title}\n\n${says} (${names.join('; ')})\n\n![${title}](${file}.webp)\n`

/** The page of docs/gallery that shows every sheet. */
export function galleryReadme(names: readonly string[]): string {
  const parts = sortOntoSheets(names.map((name) => [name] as const)).map((one) =>
    listed(
      one.sheet,
      one.views.map(([name]) => name),
    ),
  )
  const shown = names.filter((name) => contrasted.includes(name))
  return [
    '# Every view of the window\n',
    'Each view at 1280 × 800 pixels in the light and in the dark, and 420 pixels wide. The data are a scene’s, the clock stands still. `node test/e2e/take-gallery.ts --sheets docs/gallery` takes them again.\n',
    ...parts,
    listed(contrastSheet, shown),
  ].join('\n')
}

/** The sheet of the contrasted views. */
export const contrastSheet: Sheet = {
  file: '14-contrast',
  title: 'Forced colours, and more contrast',
  says: 'As the system can ask for it: forced colours, then more contrast in the light and in the dark.',
  begin: [],
}
