import { describe, expect, it } from 'vitest'
import { decideNotices } from '../../electron/desktop/notices.ts'
import type { RebootNews } from '../../shared/reboot.ts'
import type { Settings } from '../../shared/settings.ts'
import { clock } from '../../shared/wording/numbers.ts'
import { change, nobody, withNotify } from './notice-desk.ts'

const at = new Date(2026, 2, 22, 22, 0).getTime()
const near: RebootNews = {
  kind: 'near',
  planned: { at, type: 'poweroff', by: 'ada', mine: false },
  stops: ['nginx'],
}
const noticesOf = (payload: RebootNews, notify: Partial<Settings['notify']> = {}) =>
  decideNotices(change(withNotify(notify), { name: 'reboot', payload }), nobody)

describe('a shutdown that is about to cut a stop off', () => {
  it('is told urgently, and leads to where it is called off', () => {
    const place = { view: 'reboot' }
    expect(noticesOf(near)).toEqual([
      {
        kind: 'show',
        notice: {
          key: 'reboot',
          title: 'A planned poweroff is about to cut 1 stop off',
          body: `This machine powers off at ${clock(at)}, as ada planned: the stop of nginx is cut off then.`,
          urgency: 'critical',
          place,
          actions: [{ label: 'Call it off…', action: { kind: 'open', place } }],
        },
      },
    ])
  })
  it.each([
    ['the kind is switched off', { ceiling: false }],
    ['it is quiet, whatever is urgent', { quiet: { from: '11:00', to: '13:00', urgent: false } }],
  ])('is not told where %s', (_name, notify) => {
    expect(noticesOf(near, notify)).toEqual([])
  })
  it('is told in quiet hours that let pass what is urgent', () => {
    const quiet = { from: '11:00', to: '13:00', urgent: true }
    expect(noticesOf(near, { quiet })).toHaveLength(1)
  })
  it('is taken away when it was called off', () => {
    expect(noticesOf({ kind: 'far' })).toEqual([{ kind: 'close', key: 'reboot' }])
  })
})
