/**
 * The shapes of the matrix, stopped by systemctl alone: what the matrix expects of Quiesce rests on
 * what this systemd really does.
 */
import { describe, expect, it } from 'vitest'
import { useHost } from '../../hosts/use-host.ts'
import { expectFacts, runShapes } from './run-shapes.ts'
import type { Seen } from './play.ts'
import { execShapes } from './shapes/exec-shapes.ts'
import { killShapes } from './shapes/kill-shapes.ts'
import type { Shape } from './shapes/shape.ts'
import { stateShapes } from './shapes/state-shapes.ts'

const shapes = [...killShapes, ...execShapes, ...stateShapes]
let seenOf: (shape: Shape) => Promise<Seen>
const hostOf = useHost(async (host) => {
  seenOf = await runShapes(host, shapes, 12, (target) => host.exec(['systemctl', 'stop', target]))
})

describe('systemctl stop', () => {
  it.each(shapes)('$says', async (shape) => {
    expect(hostOf().initPid).toBeGreaterThan(1)
    expectFacts(await seenOf(shape), shape.facts)
  })
})
