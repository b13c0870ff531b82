import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  makeProtection,
  type Protection,
  type SelfFacts,
} from '../../../electron/engine/decide/protect.ts'
import type { ProcessRow } from '../../../shared/process.ts'
import { unknown } from '../../../shared/unknown.ts'
import { initRow, makeRow, makeTable, type RowWish } from '../../fakes/rows.ts'

const self: SelfFacts = { pid: 500, uid: 1000, systemd: false }
const onSystemd: SelfFacts = { ...self, systemd: true }
const hidden = unknown('permission denied')
const quiesce = (wish: Partial<RowWish> = {}): ProcessRow =>
  makeRow({ session: 400, exe: '/usr/bin/node', uid: 1000, ...wish, pid: 500 })

/** Protection over these rows; a later row with the pid of an earlier one takes its place. */
const protect = (rows: readonly ProcessRow[], facts = self): Protection =>
  makeProtection(makeTable(rows), facts)
const refuse = (row: ProcessRow, others: readonly ProcessRow[], facts = self) =>
  protect([...others, row], facts).refuse(row)

describe('what a refusal tells a person to do', () => {
  it.each<[string, ProcessRow, string]>([
    ['init', initRow, 'Shut the machine down with `shutdown`, or name the service you mean.'],
    [
      'a kernel thread',
      makeRow({ pid: 9, kernelThread: true }),
      'Nothing can stop it from outside the kernel; name another process.',
    ],
    ['Quiesce', quiesce(), 'Close Quiesce the usual way, or stop it from another session.'],
    [
      'the message bus',
      makeRow({ pid: 900, exe: '/usr/bin/dbus-daemon' }),
      'Stop it with its own command, from a session that does not need it.',
    ],
    [
      'another pid namespace',
      makeRow({ pid: 900, pidNamespace: 'pid:[1]' }),
      'Stop it with the tool that started the container, or from inside of it.',
    ],
    [
      'a unit that may hide behind an unreadable cgroup',
      makeRow({ pid: 900, cgroup: hidden }),
      'Look with `systemctl status 900`, or run Quiesce as root.',
    ],
  ])('%s', (_, row, next) => {
    expect(refuse(row, [quiesce()], onSystemd)?.next).toBe(next)
  })

  it('names Quiesce and whose cgroup is not known by name and pid', () => {
    expect(refuse(quiesce(), [])?.message).toBe('node (500) is protected: it is Quiesce itself.')
    expect(
      refuse(makeRow({ pid: 900, exe: '/opt/x', cgroup: hidden }), [], onSystemd)?.message,
    ).toBe('Nobody can tell whether x (900) belongs to a systemd unit: permission denied.')
  })

  it('quotes and escapes what a hostile cgroup calls itself', () => {
    const lxc = makeRow({ pid: 900, exe: '/opt/x', cgroup: '/lxc/a b\u001b[2J' })
    expect(refuse(lxc, [quiesce()])).toMatchObject({
      message: 'x (900) belongs to the LXC container a b\\x1b[2J.',
      next: "Use `lxc-stop -n 'a b\\x1b[2J'`.",
    })
    const unit = '/system.slice/$(reboot)\u001b.service'
    expect(refuse(makeRow({ pid: 900, exe: '/opt/x', cgroup: unit }), [], onSystemd)).toMatchObject(
      {
        message: 'x (900) belongs to the systemd unit $(reboot)\\x1b.service.',
        next: "Use `systemctl stop '$(reboot)\\x1b.service'`.",
        place: '$(reboot)\\x1b.service',
      },
    )
  })

  it("quotes a user's unit as well, in the command of that user's manager", () => {
    const cgroup = '/user.slice/user-1001.slice/user@1001.service/app.slice/a b.service'
    expect(refuse(makeRow({ pid: 900, exe: '/opt/x', cgroup }), [], onSystemd)?.next).toBe(
      "Use `systemctl --user --machine=1001@ stop 'a b.service'`.",
    )
  })
})

describe("Quiesce's own children", () => {
  const below = { pid: 501, parentPid: 500, session: 400 }
  const isOwn = (row: ProcessRow, me = quiesce()): boolean => protect([me, row]).isOwn(row)

  it('are known by device and inode both', () => {
    const file = quiesce().executable as { device: number; inode: number }
    const with_ = (device: number, inode: number): ProcessRow =>
      makeRow({ ...below, executable: { path: '/moved', device, inode, deleted: true } })
    expect(isOwn(with_(file.device, file.inode))).toBe(true)
    expect(isOwn(with_(file.device + 1, file.inode))).toBe(false)
    expect(isOwn(with_(file.device, file.inode + 1))).toBe(false)
  })

  it('are not guessed where an executable cannot be read, on either side or on both', () => {
    const readable = makeRow({ ...below, exe: '/usr/bin/node' })
    const unreadable = makeRow({ ...below, executable: hidden, name: 'node' })
    expect(isOwn(unreadable)).toBe(false)
    expect(isOwn(readable, quiesce({ executable: hidden }))).toBe(false)
    expect(isOwn(unreadable, quiesce({ executable: hidden }))).toBe(false)
  })

  it('are the helper though Quiesce cannot read its own executable', () => {
    const helper = makeRow({ ...below, exe: '/usr/lib/quiesce/quiesce-signal-helper' })
    expect(isOwn(helper, quiesce({ executable: hidden }))).toBe(true)
  })

  it('may be deep below, and are only whoever is below', () => {
    const middle = makeRow({ pid: 501, parentPid: 500, exe: '/usr/bin/bash' })
    const deep = makeRow({ pid: 502, parentPid: 501, session: 400, exe: '/usr/bin/node' })
    const beside = makeRow({ pid: 503, parentPid: 1, session: 400, exe: '/usr/bin/node' })
    const protection = protect([quiesce(), middle, deep, beside])
    expect([deep, middle, beside].map(protection.isOwn)).toEqual([true, false, false])
  })

  it('are none where Quiesce has no row to compare with', () => {
    const row = makeRow({ ...below, exe: '/usr/bin/node' })
    expect(protect([row]).isOwn(row)).toBe(false)
  })
})

describe('the way back in over SSH', () => {
  const sshd = '/usr/sbin/sshd'
  const session = '/usr/lib/openssh/sshd-session'
  const listener = makeRow({ pid: 900, exe: sshd })
  const shellUnder = (parentPid: number): ProcessRow[] => [
    makeRow({ pid: 400, parentPid, exe: '/usr/bin/bash', uid: 1000 }),
    quiesce({ parentPid: 400 }),
  ]
  const inTmux = [makeRow({ pid: 390, exe: '/usr/bin/tmux', uid: 1000 }), ...shellUnder(390)]
  const overSsh = [makeRow({ pid: 350, exe: session }), ...shellUnder(350)]
  const other = (pid: number, uid: number): ProcessRow =>
    makeRow({ pid, parentPid: 900, exe: session, uid })

  it('is in tmux every session of the same user, and nobody else’s', () => {
    expect(refuse(other(950, 1000), [...inTmux, listener])?.code).toBe('protected')
    expect(refuse(other(951, 1001), [...inTmux, listener])).toBeNull()
  })

  it('is without tmux the own line alone: another session of the same user may end', () => {
    expect(refuse(other(950, 1000), [...overSsh, listener])).toBeNull()
    expect(refuse(listener, overSsh)?.code).toBe('protected')
  })

  it('is no program of another kind, though the user and the parent are the same', () => {
    const agent = makeRow({ pid: 950, exe: '/usr/bin/ssh-agent', uid: 1000 })
    expect(refuse(agent, [...inTmux, listener])).toBeNull()
  })

  it('is no session whose user cannot be read', () => {
    const row = makeRow({ pid: 950, parentPid: 900, exe: session, uid: hidden })
    expect(refuse(row, [...inTmux, listener])).toBeNull()
  })

  it('is no SSH server in another container, which is that container’s own', () => {
    const row = makeRow({ pid: 950, exe: sshd, pidNamespace: 'pid:[7]' })
    expect(refuse(row, overSsh)?.code).toBe('foreign-namespace')
  })
})

describe('a table that lies', () => {
  it('still holds init outside when Quiesce’s line does not reach it', () => {
    const orphaned = quiesce({ parentPid: 4000 })
    const protection = protect([orphaned])
    expect(protection.isOwn(initRow)).toBe(false)
    expect(protection.isOutside(initRow)).toBe(true)
    expect(protection.refuse(initRow)?.code).toBe('protected')
  })

  it('answers for init first, whatever else init claims to be', () => {
    const odd = makeRow({ pid: 1, parentPid: 500, kernelThread: true, pidNamespace: 'pid:[7]' })
    expect(refuse(odd, [quiesce()])?.message).toContain('it is pid 1, the init process')
  })

  it('keeps Quiesce’s pid protected though another process seems to have it', () => {
    const stranger = makeRow({ pid: 500, exe: '/usr/sbin/nginx', startTicks: 999_999 })
    expect(refuse(stranger, [])?.message).toContain('Quiesce itself')
  })

  it('does not take a process for own that stands in a loop beside Quiesce', () => {
    const one = makeRow({ pid: 10, parentPid: 11 })
    const two = makeRow({ pid: 11, parentPid: 10 })
    const protection = protect([quiesce(), one, two])
    expect([one, two].map(protection.isOwn)).toEqual([false, false])
  })

  it('keeps every process protected that claims Quiesce as its child by a loop', () => {
    const above = makeRow({ pid: 499, parentPid: 500 })
    expect(refuse(above, [quiesce({ parentPid: 499 })])?.code).toBe('protected')
  })
})

describe('any table at all', () => {
  const wish = fc.record({
    pid: fc.integer({ min: 1, max: 30 }),
    parentPid: fc.integer({ min: 0, max: 30 }),
    session: fc.integer({ min: 0, max: 30 }),
    uid: fc.constantFrom(0, 1000, hidden),
    kernelThread: fc.boolean(),
    exe: fc.constantFrom('/usr/bin/node', '/usr/sbin/sshd', '/usr/bin/tmux', '/opt/x\n'),
    pidNamespace: fc.constantFrom('pid:[4026531836]', 'pid:[7]', hidden),
    cgroup: fc.constantFrom('/', '/system.slice/x.service', '/lxc/web', hidden),
  })
  const facts = fc.record({
    pid: fc.integer({ min: 2, max: 30 }),
    uid: fc.constant(1000),
    systemd: fc.boolean(),
  })

  it('refuses init, Quiesce and each of its ancestors, and holds them outside', () => {
    fc.assert(
      fc.property(fc.array(wish, { maxLength: 25 }), facts, (wishes, me) => {
        const table = makeTable(wishes.map((w) => makeRow(w)))
        const protection = makeProtection(table, me)
        const line = new Set([1])
        for (let pid = me.pid; !line.has(pid) || pid === 1;) {
          line.add(pid)
          const parent = table.rows.get(pid)?.parentPid
          if (parent === undefined || line.has(parent)) break
          pid = parent
        }
        for (const pid of line) {
          const row = table.rows.get(pid)
          if (!row) continue
          expect(protection.refuse(row)).not.toBeNull()
          expect(protection.isOutside(row)).toBe(true)
        }
      }),
    )
  })

  it('refuses whoever it holds outside, says what to do, and shows nothing raw', () => {
    fc.assert(
      fc.property(fc.array(wish, { maxLength: 25 }), facts, (wishes, me) => {
        const table = makeTable(wishes.map((w) => makeRow(w)))
        const protection = makeProtection(table, me)
        for (const row of table.rows.values()) {
          const refusal = protection.refuse(row)
          if (protection.isOutside(row)) expect(refusal).not.toBeNull()
          if (refusal === null) continue
          expect(refusal.next).toMatch(/^[A-Z].*\.$/)
          expect(refusal.message).toMatch(/^[^\n]+\.$/)
          expect(protection.refuse(row)).toBe(refusal)
        }
      }),
    )
  })
})
