/** Every phase × every event, written down once by hand: nobody changes a cell unnoticed. */
import { describe, expect, it } from 'vitest'
import type { EventKind } from '../../../../electron/engine/decide/escalation/events.ts'
import { table } from '../../../../electron/engine/decide/escalation/table.ts'
import type { PhaseKind } from '../../../../shared/run.ts'
import { playCell } from './matrix.ts'

/** Phase (`stays`), turn (`+1`), [effects], facts of the run that changed. */
const expected: Readonly<Record<PhaseKind, Readonly<Record<EventKind, string>>>> = {
  planned: {
    begin: 'stopping +1 [arm signal continue-stopped] sent calledStep lastCall',
    'command-began': 'nothing',
    'call-settled': 'nothing',
    'member-gone': 'stays members',
    'member-appeared': 'stays members',
    'copy-appeared': 'nothing',
    deadline: 'nothing',
    decision: 'ended abandoned +1 [end]',
    'ceiling-moved': 'stays ceilings',
    'ceiling-fired': 'stays notices forcedByOther',
    'unit-changed': 'stays ceilings unit',
    'helper-died': 'stays notices',
    'journal-failed': 'stays notices',
    'journal-recovered': 'nothing',
    resumed: 'nothing',
    'person-left': 'stays person',
    'person-came': 'stays',
    'engine-restarted': 'ended interrupted +1 [end]',
    'machine-rebooted': 'ended interrupted +1 [end]',
    interrupted: 'ended interrupted +1 [end]',
  },
  stopping: {
    begin: 'nothing',
    'command-began': 'stays',
    'call-settled': 'waiting sent',
    'member-gone': 'stays members',
    'member-appeared': 'stays members',
    'copy-appeared': 'nothing',
    deadline: 'asking schedule +1 [disarm]',
    decision: 'ended abandoned +1 [disarm end]',
    'ceiling-moved': 'stays ceilings',
    'ceiling-fired': 'stays notices forcedByOther',
    'unit-changed': 'stays ceilings unit',
    'helper-died': 'stays notices',
    'journal-failed': 'asking journal +1 [disarm] sent notices calledStep',
    'journal-recovered': 'stays notices',
    resumed: 'stays notices',
    'person-left': 'stays person',
    'person-came': 'stays',
    'engine-restarted': 'asking found +1 [disarm]',
    'machine-rebooted': 'ended interrupted +1 [disarm end]',
    interrupted: 'ended interrupted +1 [disarm end]',
  },
  waiting: {
    begin: 'nothing',
    'command-began': 'stays',
    'call-settled': 'stays',
    'member-gone': 'stays members',
    'member-appeared': 'stays members',
    'copy-appeared': 'nothing',
    deadline: 'asking schedule +1 [disarm]',
    decision: 'ended abandoned +1 [disarm end]',
    'ceiling-moved': 'stays ceilings',
    'ceiling-fired': 'stays notices forcedByOther',
    'unit-changed': 'stays ceilings unit',
    'helper-died': 'stays notices',
    'journal-failed': 'stays notices',
    'journal-recovered': 'stays notices',
    resumed: 'stays notices',
    'person-left': 'stays person',
    'person-came': 'stays',
    'engine-restarted': 'asking found +1 [disarm]',
    'machine-rebooted': 'ended interrupted +1 [disarm end]',
    interrupted: 'ended interrupted +1 [disarm end]',
  },
  held: {
    begin: 'nothing',
    'command-began': 'stays',
    'call-settled': 'stays',
    'member-gone': 'stays members',
    'member-appeared': 'stays members',
    'copy-appeared': 'nothing',
    deadline: 'nothing',
    decision: 'ended abandoned +1 [end]',
    'ceiling-moved': 'stays ceilings',
    'ceiling-fired': 'stays notices forcedByOther',
    'unit-changed': 'stays ceilings unit',
    'helper-died': 'stays notices',
    'journal-failed': 'stays notices',
    'journal-recovered': 'stays notices',
    resumed: 'stays notices',
    'person-left': 'waiting [arm] person',
    'person-came': 'stays',
    'engine-restarted': 'asking found +1',
    'machine-rebooted': 'ended interrupted +1 [end]',
    interrupted: 'ended interrupted +1 [end]',
  },
  asking: {
    begin: 'nothing',
    'command-began': 'stays',
    'call-settled': 'stays',
    'member-gone': 'stays members',
    'member-appeared': 'stays members',
    'copy-appeared': 'nothing',
    deadline: 'nothing',
    decision: 'ended abandoned +1 [end]',
    'ceiling-moved': 'stays ceilings',
    'ceiling-fired': 'stays notices forcedByOther',
    'unit-changed': 'stays ceilings unit',
    'helper-died': 'stays notices',
    'journal-failed': 'stays notices',
    'journal-recovered': 'stays notices',
    resumed: 'stays notices',
    'person-left': 'ended hung +1 [end] person',
    'person-came': 'stays',
    'engine-restarted': 'stays +1',
    'machine-rebooted': 'ended interrupted +1 [end]',
    interrupted: 'ended interrupted +1 [end]',
  },
  forcing: {
    begin: 'nothing',
    'command-began': 'stays',
    'call-settled': 'waiting sent',
    'member-gone': 'stays members',
    'member-appeared': 'stays members',
    'copy-appeared': 'nothing',
    deadline: 'asking schedule-ended +1 [disarm]',
    decision: 'ended abandoned +1 [disarm end]',
    'ceiling-moved': 'stays ceilings',
    'ceiling-fired': 'stays notices forcedByOther',
    'unit-changed': 'stays ceilings unit',
    'helper-died': 'stays notices',
    'journal-failed': 'asking journal +1 [disarm] sent notices calledStep forced',
    'journal-recovered': 'stays notices',
    resumed: 'stays notices',
    'person-left': 'stays person',
    'person-came': 'stays',
    'engine-restarted': 'asking found +1 [disarm]',
    'machine-rebooted': 'ended interrupted +1 [disarm end]',
    interrupted: 'ended interrupted +1 [disarm end]',
  },
  verifying: {
    begin: 'nothing',
    'command-began': 'stays',
    'call-settled': 'stays',
    'member-gone': 'stays',
    'member-appeared': 'waiting +1 [disarm arm] members',
    'copy-appeared': 'ended came-back +1 [disarm end]',
    deadline: 'ended stopped +1 [disarm end]',
    decision: 'ended stopped +1 [disarm end] notices',
    'ceiling-moved': 'stays ceilings',
    'ceiling-fired': 'stays notices forcedByOther',
    'unit-changed': 'waiting +1 [disarm arm] ceilings unit',
    'helper-died': 'stays notices',
    'journal-failed': 'stays notices',
    'journal-recovered': 'stays notices',
    resumed: 'stays notices',
    'person-left': 'stays person',
    'person-came': 'stays',
    'engine-restarted': 'asking found +1 [disarm]',
    'machine-rebooted': 'ended interrupted +1 [disarm end]',
    interrupted: 'ended interrupted +1 [disarm end]',
  },
  ended: {
    begin: 'nothing',
    'command-began': 'nothing',
    'call-settled': 'nothing',
    'member-gone': 'stays',
    'member-appeared': 'nothing',
    'copy-appeared': 'nothing',
    deadline: 'nothing',
    decision: 'stays [not-now]',
    'ceiling-moved': 'nothing',
    'ceiling-fired': 'nothing',
    'unit-changed': 'nothing',
    'helper-died': 'nothing',
    'journal-failed': 'stays notices',
    'journal-recovered': 'nothing',
    resumed: 'nothing',
    'person-left': 'stays person',
    'person-came': 'stays',
    'engine-restarted': 'nothing',
    'machine-rebooted': 'nothing',
    interrupted: 'nothing',
  },
}

describe('every phase × every event', () => {
  const cells = Object.entries(expected).flatMap(([phase, row]) =>
    Object.entries(row).map(([event, result]) => [phase, event, result]),
  )
  it.each(cells as [PhaseKind, EventKind, string][])('%s × %s: %s', (phase, event, result) => {
    expect(playCell(phase, event)).toBe(result)
  })

  it('has the cells that the table has, no more and no fewer', () => {
    const keys = (rows: object): string[] =>
      Object.entries(rows).flatMap(([phase, row]) =>
        Object.keys(row as object).map((event) => `${phase} × ${event}`),
      )
    expect(keys(expected).sort()).toEqual(keys(table).sort())
    expect(cells).toHaveLength(8 * 20)
  })

  it('says nothing happens exactly where the table says why', () => {
    const silent = Object.entries(table).flatMap(([phase, row]) =>
      Object.entries(row as Record<string, unknown>).flatMap(([event, cell]) =>
        typeof cell === 'function' ? [] : [`${phase} × ${event}`],
      ),
    )
    const still = cells.flatMap(([phase, event, result]) =>
      result === 'nothing' ? [`${phase} × ${event}`] : [],
    )
    expect(still.sort()).toEqual(silent.sort())
  })
})
