import { describe, expect, it } from 'vitest'
import { watchLine } from '../../../renderer/model/watch-after.ts'
import { clock } from '../../../shared/wording/numbers.ts'
import { sceneWatch } from '../../fakes/scene-after.ts'

const now = 1_774_150_354_000

describe('the watch after the end', () => {
  it('says until when, who may start it, and offers to stop that', () => {
    const watch = sceneWatch('watching', now)
    expect(watchLine(watch, now)).toEqual({
      kind: 'watching',
      sentence: `Watching until ${clock(watch.until)} whether it comes back.`,
      more: 'kamailio-watch.timer could start it at 03:15:00.',
      instead: { target: 'kamailio-watch.timer', title: 'kamailio-watch.timer' },
    })
  })
  it('is over the moment that its time is', () => {
    const watch = sceneWatch('watching', now)
    expect(watchLine(watch, watch.until - 1).kind).toBe('watching')
    expect(watchLine(watch, watch.until).kind).toBe('over')
  })
  it('says who started it again, also long after', () => {
    const watch = sceneWatch('back', now)
    const line = watchLine(watch, now + 86_400_000)
    expect(line.kind).toBe('back')
    expect(line.more).toContain('cron (702) started it')
    expect(line.instead?.target).toBe('cron')
  })
  it('does not offer what cannot be stopped, nor names whom nobody knows', () => {
    const watch = sceneWatch('back', now)
    const { cameBack } = watch
    if (cameBack === null) throw new Error('the scene has none')
    const line = watchLine({ ...watch, cameBack: { ...cameBack, by: null } }, now)
    expect(line).toMatchObject({ more: 'Who started it is not known.', instead: null })
    const init = { sentence: 'init did.', target: null, title: 'init' }
    expect(watchLine({ ...watch, cameBack: { ...cameBack, by: init } }, now).instead).toBe(null)
  })
})
