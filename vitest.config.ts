import { defineConfig } from 'vitest/config'

// What starts real daemons or a browser runs one file at a time, after all the rest: two such tests
// at once would see each other's processes, and a busy machine makes every wait longer.
const live = ['test/{live,e2e,native}/**/*.test.{ts,tsx}', 'test/**/*.live.test.{ts,tsx}']

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
          name: 'live',
          include: live,
          fileParallelism: false,
          testTimeout: 60_000,
          hookTimeout: 60_000,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
})
