/** Set up once for all live tests (`globalSetup`): the site of the scene page, for all their workers. */
import type { TestProject } from 'vitest/node'
import { serveScenePage } from './serve.ts'

declare module 'vitest' {
  interface ProvidedContext {
    readonly sceneOrigin: string
  }
}

/** Serves the page until the answer is called; where it is, tests ask by `inject('sceneOrigin')`. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { origin, close } = await serveScenePage()
  project.provide('sceneOrigin', origin)
  return close
}
