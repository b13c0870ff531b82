/**
 * The shapes of the matrix, stopped by systemctl alone: what the matrix expects of Quiesce rests on
 * what this systemd really does.
 */
import { describe, expect, it } from 'vitest'
import { useHost } from '../../hosts/use-host.ts'
import { expectFacts, runShapes, type SeenOf } from './run-shapes.ts'
import { execShapes } from './shapes/exec-shapes.ts'
import { killShapes } from './shapes/kill-shapes.ts'
import { stateShapes } from './shapes/state-shapes.ts'

const shapes = [...killShapes, ...execShapes, ...stateShapes]
let seenOf: SeenOf<unknown>
const hostOf = useHost(async (host) => {
  seenOf = await runShapes(host, shapes, 12, (on, target) => on.exec(['systemctl', 'stop', target]))
})

describe('systemctl stop', () => {
  it.for(shapes)('$says', async (shape, test) => {
    expect(hostOf().initPid).toBeGreaterThan(1)
    expectFacts(await seenOf(shape, test), shape.facts)
  })
})
