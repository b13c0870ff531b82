import { defineConfig } from 'vitest/config'
import { LongestFirst } from './build/longest-first.mjs'

/** What starts real daemons or a browser. */
const live = ['test/{live,e2e,native}/**/*.test.{ts,tsx}', 'test/**/*.live.test.{ts,tsx}']

/** Of these, what bears no processes of other tests beside it. */
const alone = [
  // Compares two looks at all processes of the machine.
  'test/engine/os/proc-table.live.test.ts',
  // Finds the runs of other Quiesces.
  'test/e2e/found-run.test.ts',
]

/** The desktop on a stand-in for Electron: a project of its own, for `npm run test:desktop`. */
const desktop = 'test/desktop-door/**/*.test.ts'

/** What puts another module in place of one: not beside others that have the real one. */
const mocked = [
  'test/engine/configuration/change-file.test.ts',
  'test/engine/os/line-link.test.ts',
  'test/engine/privilege/{root-scripts,start-root-helper}.test.ts',
]

/** They mostly wait, for a daemon or a page, so the limits are for a busy machine only. */
const patient = {
  testTimeout: 60_000,
  hookTimeout: 60_000,
  expect: { poll: { timeout: 30_000 } },
  // Once more, and told as such: clocks of systemd and of scripts go on while two cores serve four files.
  retry: 1,
}

export default defineConfig({
  test: {
    passWithNoTests: false,
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          // A busy machine is no failure.
          testTimeout: 30_000,
          include: ['test/**/*.test.{ts,tsx}'],
          exclude: [...live, desktop, ...mocked],
          // On two cores, vitest would take one of them; and a group 0 of one worker would come last.
          maxWorkers: '100%',
          // Modules hold no state of their own (the house rule), so each is read once a worker.
          isolate: false,
          sequence: { groupOrder: 1 },
        },
      },
      {
        extends: true,
        test: {
          name: 'unit-mocked',
          testTimeout: 30_000,
          include: mocked,
          maxWorkers: '100%',
          sequence: { groupOrder: 1 },
        },
      },
      {
        extends: true,
        test: {
          ...patient,
          name: 'live',
          include: live,
          exclude: alone,
          globalSetup: 'test/renderer/scene-site.ts',
          maxWorkers: 4,
          sequence: { groupOrder: 2 },
        },
      },
      {
        extends: true,
        test: {
          ...patient,
          name: 'desktop',
          include: [desktop],
          // A main process, an engine and a Chromium each: beside other pages their clicks may come late.
          retry: 2,
          testTimeout: 150_000,
          maxWorkers: 4,
          sequence: { groupOrder: 2 },
        },
      },
      {
        extends: true,
        test: {
          ...patient,
          name: 'live-alone',
          include: alone,
          fileParallelism: false,
          sequence: { groupOrder: 3 },
        },
      },
    ],
  },
})
