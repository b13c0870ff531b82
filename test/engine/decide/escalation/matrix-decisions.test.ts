/** Every phase × every decision, and a decision that answers a step already left. */
import { describe, expect, it } from 'vitest'
import type { DecisionKind, PhaseKind } from '../../../../shared/run.ts'
import { playDecision } from './matrix.ts'

type Row = Readonly<Record<DecisionKind | 'stale', string>>

/** Phase (`stays`), turn (`+1`), [effects], facts of the run that changed. */
const expected: Readonly<Record<PhaseKind, Row>> = {
  planned: {
    extend: 'stays [not-now]',
    hold: 'stays [not-now]',
    release: 'stays [not-now]',
    'go-on': 'stays [not-now]',
    force: 'forcing +1 [arm force] sent calledStep lastCall forced',
    leave: 'ended abandoned +1 [end]',
    remedy: 'stays [not-now]',
    stale: 'stays [stale-decision]',
  },
  stopping: {
    extend: 'stays [disarm arm]',
    hold: 'held [disarm]',
    release: 'stays [not-now]',
    'go-on': 'asking schedule +1 [disarm]',
    force: 'forcing +1 [disarm arm force] sent calledStep lastCall forced',
    leave: 'ended abandoned +1 [disarm end]',
    remedy: 'stays [remedy] lastCall',
    stale: 'stays [stale-decision]',
  },
  waiting: {
    extend: 'stays [disarm arm]',
    hold: 'held [disarm]',
    release: 'stays [not-now]',
    'go-on': 'asking schedule +1 [disarm]',
    force: 'forcing +1 [disarm arm force] sent calledStep lastCall forced',
    leave: 'ended abandoned +1 [disarm end]',
    remedy: 'stays [remedy] lastCall',
    stale: 'stays [stale-decision]',
  },
  held: {
    extend: 'stays',
    hold: 'stays [not-now]',
    release: 'waiting [arm]',
    'go-on': 'asking schedule +1',
    force: 'forcing +1 [arm force] sent calledStep lastCall forced',
    leave: 'ended abandoned +1 [end]',
    remedy: 'stays [remedy] lastCall',
    stale: 'stays [stale-decision]',
  },
  asking: {
    extend: 'waiting +1 [arm]',
    hold: 'stays [not-now]',
    release: 'stays [not-now]',
    'go-on': 'stays [needs-force]',
    force: 'forcing +1 [arm force] sent calledStep lastCall forced',
    leave: 'ended abandoned +1 [end]',
    remedy: 'waiting +1 [remedy arm] notices lastCall',
    stale: 'stays [stale-decision]',
  },
  forcing: {
    extend: 'stays [not-now]',
    hold: 'stays [not-now]',
    release: 'stays [not-now]',
    'go-on': 'stays [not-now]',
    force: 'stays [not-now]',
    leave: 'ended abandoned +1 [disarm end]',
    remedy: 'stays [not-now]',
    stale: 'stays [stale-decision]',
  },
  verifying: {
    extend: 'stays [not-now]',
    hold: 'stays [not-now]',
    release: 'stays [not-now]',
    'go-on': 'ended stopped +1 [disarm end] notices',
    force: 'stays [not-now]',
    leave: 'ended stopped +1 [disarm end] notices',
    remedy: 'stays [not-now]',
    stale: 'stays [stale-decision]',
  },
  ended: {
    extend: 'stays [not-now]',
    hold: 'stays [not-now]',
    release: 'stays [not-now]',
    'go-on': 'stays [not-now]',
    force: 'stays [not-now]',
    leave: 'stays [not-now]',
    remedy: 'stays [not-now]',
    stale: 'stays [not-now]',
  },
}

describe('every phase × every decision', () => {
  const cells = Object.entries(expected).flatMap(([phase, row]) =>
    Object.entries(row).map(([decision, result]) => [phase, decision, result]),
  )
  it.each(cells as [PhaseKind, DecisionKind | 'stale', string][])(
    '%s × %s: %s',
    (phase, decision, result) => {
      expect(playDecision(phase, decision)).toBe(result)
    },
  )
})
