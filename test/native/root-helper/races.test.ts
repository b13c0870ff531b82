/**
 * Somebody swaps what lies under a name, as fast as a process can, while the root helper is asked to remove it. At
 * worst another file of that very user's in that very folder goes, never one of anybody else's.
 */
import { describe, expect, it } from 'vitest'
import type { PlainHost } from '../../hosts/plain-host.ts'
import { usePlainHost } from '../../hosts/use-plain-host.ts'
import { RootHelper } from './root-helper.ts'

const hostOf = usePlainHost(undefined, ['plainHost', 'native'])

const tries = 300

/** Swaps for ever, as the user 1000, in a folder of that user's own; the file is made anew in each round. */
const swaps: readonly (readonly [what: string, swap: string])[] = [
  [
    'the file and a link to a file of root',
    'unlink "x.pid"; put("x.pid"); spin(); symlink "/run/roots/dead.pid", "l"; rename "l", "x.pid"; spin();',
  ],
  [
    'the file and a link to a folder',
    'unlink "x.pid"; put("x.pid"); spin(); unlink "x.pid"; symlink "/run/roots", "x.pid"; spin();',
  ],
  [
    'the folder and a link to one of root',
    'mkdir "in"; put("in/dead.pid"); spin(); rename "in", "out"; symlink "/run/roots", "in"; spin(); unlink "in"; ' +
      'unlink "out/dead.pid"; rmdir "out";',
  ],
  [
    'the file and a hard link',
    'unlink "x.pid"; put("y"); link "y", "x.pid"; spin(); rename "y", "z"; unlink "x.pid"; rename "z", "x.pid"; spin();',
  ],
  [
    'a dead pid and a living one',
    'unlink "x.pid"; put("x.pid"); spin(); open(F, ">", "x.pid"); print F "$$\\n"; close F;',
  ],
]

const perl = (swap: string): string =>
  'chdir "/run/theirs" or die; sub put { open(F, ">", $_[0]); print F "4194303\\n"; close F } ' +
  // Long enough for the helper to be anywhere in between.
  'sub spin { my $n = 0; $n++ while $n < 1000 } ' +
  `$SIG{TERM} = sub { exit }; open(R, ">", "/run/theirs/ready"); close R; while (1) { ${swap} }`

async function prepare(host: PlainHost): Promise<void> {
  await host.run([
    ...['sh', '-c'],
    'rm -rf /run/theirs /run/roots; mkdir /run/theirs /run/roots; chown 1000:1000 /run/theirs; ' +
      'for name in dead.pid x.pid keep; do echo 4194303 >/run/roots/$name; done; echo 4194303 >/run/dead.pid',
  ])
}

/** Everything that is not the racing user's. */
const rootsFiles = (host: PlainHost): Promise<string> =>
  host.run([
    'find',
    '/run',
    '-path',
    '/run/theirs',
    '-prune',
    '-o',
    '-printf',
    '%p %i %s %m %U %C@\\n',
  ])

describe('a race for a name', () => {
  it.each(swaps)('between %s harms nobody else', { timeout: 120_000 }, async (_what, swap) => {
    const host = hostOf()
    await prepare(host)
    const helper = await RootHelper.start(host, 'stale-files')
    const racer = host.start([
      'setpriv',
      '--reuid=1000',
      '--clear-groups',
      'perl',
      '-e',
      perl(swap),
    ])
    await expect.poll(() => host.readFile('/run/theirs/ready')).toBe('')
    const before = await rootsFiles(host)
    const answers = new Map<string, number>()
    const path = swap.includes('mkdir') ? '/run/theirs/in/dead.pid' : '/run/theirs/x.pid'
    // Until both sides of the race were met: else it would show nothing.
    for (let request = 1; request <= tries || answers.size < 2; request++) {
      const line = `remove ${request} pid ${path}`
      const [word = '', , reason = ''] = (await helper.ask(line)).split(' ')
      const answer = `${word} ${reason}`.trim()
      answers.set(answer, (answers.get(answer) ?? 0) + 1)
    }
    racer.kill('SIGTERM')
    await racer.ended()
    console.log(_what, Object.fromEntries(answers))
    expect(await rootsFiles(host)).toBe(before)
    const known = /^removed$|^refused (?:gone|kind|place|in-use|alive|bad|error)$/
    expect([...answers.keys()].filter((answer) => !known.test(answer))).toEqual([])
    await helper.end()
  })
})
