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
          sequence: { groupOrder: 0 },
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
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
})
