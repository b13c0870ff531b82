import { defineConfig } from 'vitest/config'

/** What starts real daemons or a browser. */
const live = ['test/{live,e2e,native}/**/*.test.{ts,tsx}', 'test/**/*.live.test.{ts,tsx}']

/** Of these, what bears nobody beside it: a busy machine, or the processes of other tests. */
const alone = [
  // Compares two looks at all processes of the machine.
  'test/engine/os/proc-table.live.test.ts',
  // Finds the runs of other Quiesces.
  'test/e2e/found-run.test.ts',
  // Run against systemd's own clock, within a second, and boot many hosts at once by themselves.
  'test/live/systemd/{deadline,disturbed,force,matrix,races,raw,traps}.test.ts',
  // Installs and builds, with all processors.
  'test/build/fresh-clone.live.test.ts',
]

/** They mostly wait, for a daemon or a page, so the limits are for a busy machine only. */
const patient = { testTimeout: 60_000, hookTimeout: 60_000 }

export default defineConfig({
  test: {
    passWithNoTests: false,
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['test/**/*.test.{ts,tsx}'],
          exclude: live,
          // On two cores, vitest would take one of them; and a group 0 of one worker would come last.
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
          maxWorkers: 3,
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
