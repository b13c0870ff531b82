import { describe, expect, it } from 'vitest'
import type { Inventory } from '../../../electron/engine/inventory/inventory.ts'
import { pidFileOf } from '../../fakes/backends.ts'
import { fakeNow, makeRow } from '../../fakes/rows.ts'
import { makeRun, ms } from '../../fakes/run.ts'
import { Desk, nginx, worker } from './desk.ts'

describe('the list of services', () => {
  it('shows what runs, after what is configured, with one read of the table', () => {
    const configuration = { services: { zebra: { exe: '/opt/zebra' } } }
    const desk = new Desk([nginx, worker], { configuration })
    expect(desk.inventory.list({ all: false }, [])).toMatchObject({
      rows: [
        { target: 'zebra', state: { kind: 'stopped' }, origin: 'configured' },
        { target: 'pid:100@1000', state: { kind: 'running' }, memberCount: 2 },
      ],
      hidden: 0,
      at: fakeNow.wall,
      problems: ['services.yaml:3:1 is refused.'],
    })
    expect(desk.reads).toBe(1)
  })

  it('counts what would be refused, and shows it when asked for all', () => {
    const bus = makeRow({ pid: 200, exe: '/usr/bin/dbus-daemon' })
    const desk = new Desk([nginx, bus])
    expect(desk.targets()).toEqual(['pid:100@1000'])
    expect(desk.inventory.list({ all: false }, []).hidden).toBe(1)
    expect(desk.targets(true)).toEqual(['pid:200@2000', 'pid:100@1000'])
    const shown = desk.inventory.list({ all: true }, [])
    expect(shown.hidden).toBe(0)
    expect(shown.rows[0]).toMatchObject({
      refusal: { code: 'protected' },
      note: expect.any(String) as string,
    })
  })

  it('does not show a configured service twice', () => {
    const configuration = { services: { web: { exe: '/usr/sbin/nginx', pidfile: '/run/web.pid' } } }
    const facts = pidFileOf(100)
    const desk = new Desk([nginx, worker], { configuration, pidFiles: { '/run/web.pid': facts } })
    desk.files = [{ path: '/run/web.pid', facts }]
    expect(desk.targets(true)).toEqual(['web'])
  })

  it('shows a configured service that several match, as unknown, with the choices', () => {
    const configuration = { services: { web: { exe: '/usr/sbin/nginx' } } }
    const alice = makeRow({ pid: 200, exe: '/usr/sbin/nginx', uid: 1000, user: 'alice' })
    const desk = new Desk([nginx, alice], { configuration })
    expect(desk.inventory.list({ all: false }, []).rows[0]).toMatchObject({
      target: 'web',
      state: { kind: 'unknown' },
      refusal: { code: 'ambiguous-target' },
    })
  })

  it('names a daemon by its pid file, and shows what a dead one left', () => {
    const pidFiles = { '/run/nginx.pid': pidFileOf(100), '/run/dead.pid': pidFileOf(4000) }
    const desk = new Desk([nginx], { pidFiles })
    desk.files = Object.entries(pidFiles).map(([path, facts]) => ({ path, facts }))
    expect(desk.inventory.list({ all: false }, []).rows).toMatchObject([
      { target: 'pidfile:/run/dead.pid', state: { kind: 'dead-pid-file' }, title: 'dead' },
      { target: 'pidfile:/run/nginx.pid', state: { kind: 'running' }, title: 'nginx' },
    ])
  })

  it('shows that a run is about a service, even about one that would be hidden', () => {
    const desk = new Desk([nginx, makeRow({ pid: 200, exe: '/usr/bin/dbus-daemon' })])
    const phase = { kind: 'waiting', step: 1, deadline: ms(30) } as const
    const runs = ['pid:100@1000', 'pid:200@2000'].map((target) =>
      makeRun('stop/30/ask', { target, phase }),
    )
    const { rows } = desk.inventory.list({ all: false }, runs)
    expect(rows.map((row) => row.state.kind)).toEqual(['stopping', 'stopping'])
  })
})

describe('processor use', () => {
  it('is unknown at first, then what was used in between, and the same for looks in quick succession', () => {
    const desk = new Desk([nginx])
    const percent = (): number | null | undefined =>
      desk.inventory.list({ all: false }, []).rows[0]?.cpuPercent
    expect(percent()).toBeNull()
    desk.later(2000)
    desk.rows = [{ ...nginx, cpuTicks: 100 }]
    expect(percent()).toBe(50)
    desk.later(10)
    desk.rows = [{ ...nginx, cpuTicks: 101 }]
    expect(percent()).toBe(50)
  })
})

describe('changes between two looks', () => {
  it('are everything, then nothing, then what changed and what left', () => {
    const desk = new Desk([nginx, makeRow({ pid: 300 })])
    expect(desk.inventory.changes([])?.changed).toHaveLength(2)
    expect(desk.inventory.changes([])).toBeNull()
    desk.rows = [nginx, worker]
    const changes = desk.inventory.changes([])
    expect(changes?.changed.map((row) => row.target)).toEqual(['pid:100@1000'])
    expect(changes?.removed).toEqual(['pid:300@3000'])
  })
})

describe('one service', () => {
  const configuration = {
    services: {
      web: {
        exe: '/usr/sbin/nginx',
        start: ['/usr/sbin/nginx'],
        stop: ['/usr/sbin/nginx', '-s', 'quit'],
        schedule: 'stop/60/ask',
      },
    },
  }

  it('is shown whole', () => {
    const desk = new Desk([nginx, worker], { configuration })
    const history = [{ runId: 'run-1', at: 5, outcome: 'stopped', tookMs: 80 }]
    expect(desk.inventory.inspect('web', [], history)).toMatchObject({
      ok: true,
      value: {
        row: { target: 'web', memberCount: 2 },
        members: [{ identity: nginx.identity }, { identity: worker.identity }],
        executable: '/usr/sbin/nginx',
        schedule: 'stop/60/ask',
        scheduleSource: 'configuration',
        startCommand: ['/usr/sbin/nginx'],
        stopCommand: ['/usr/sbin/nginx', '-s', 'quit'],
        signals: expect.arrayContaining([
          { signal: 'SIGTERM', number: 15, here: 'ignored', effect: 'ends it', meaning: null },
        ]) as object[],
        history,
      },
    })
  })

  it('is shown when nothing of it runs, without signals', () => {
    expect(new Desk([], { configuration }).inventory.inspect('web', [], [])).toMatchObject({
      value: { executable: '/usr/sbin/nginx', signals: [], members: [] },
    })
  })

  it('has the default schedule unless its configuration names one', () => {
    expect(new Desk([nginx]).inventory.inspect('pid:100', [], [])).toMatchObject({
      value: { schedule: 'stop/30/ask/KILL/5', scheduleSource: 'default', stopCommand: null },
    })
  })

  it('is an error where there is none', () => {
    const desk = new Desk([nginx], { configuration })
    for (const text of ['wbe', 'pid:4000', '-9']) {
      expect(desk.inventory.inspect(text, [], []).ok).toBe(false)
      expect(desk.inventory.plan(text, undefined).ok).toBe(false)
      expect(desk.inventory.observe(text, []).ok).toBe(false)
    }
  })

  it('has a plan that knows its masks and ports', () => {
    const plan = new Desk([nginx, worker]).inventory.plan('pid:100', undefined)
    expect(plan).toMatchObject({
      value: {
        scheduleSource: 'default',
        warnings: [{ sentence: 'nginx (100) ignores SIGTERM and will never react to it.' }],
        impact: [
          '2 processes of root will end.',
          expect.stringContaining('Ports 80, 443') as string,
        ],
      },
    })
    expect(new Desk([nginx]).inventory.plan('pid:100', 'forever')).toMatchObject({
      error: { code: 'bad-schedule' },
    })
  })

  it('is refused for a run and still has a plan that says why', () => {
    const desk = new Desk([])
    expect(desk.inventory.observe('pid:50', [])).toMatchObject({ error: { code: 'protected' } })
    expect(desk.inventory.plan('pid:50', undefined)).toMatchObject({
      value: { refusal: { code: 'protected' } },
    })
  })

  it('is pinned by its start time', () => {
    const { inventory } = new Desk([nginx])
    expect(inventory.pinnedTarget(100)).toBe('pid:100@1000')
    expect(inventory.pinnedTarget(4000)).toBe('pid:4000')
  })
})

describe('a service that comes back', () => {
  const started = { startedAt: fakeNow.wall + 900 }
  const run = (target: string, members: ReturnType<Inventory['observe']>) =>
    makeRun(
      'stop/30/ask',
      { target, startedAt: fakeNow },
      members.ok ? [...members.value.members] : [],
    )

  it('is told from its executable, also after a crash that forgot which file it was', () => {
    const desk = new Desk([nginx, worker])
    const observed = desk.inventory.observe('pid:100', [])
    const heads = desk.inventory.remember(observed.ok ? observed.value.members : [])
    const of = run('pid:100@1000', observed)
    expect(desk.inventory.findCopy(of, heads)).toBeNull()
    desk.rows = [makeRow({ pid: 300, exe: '/usr/sbin/nginx', ...started })]
    expect(desk.inventory.findCopy(of, heads)).toContain(
      'nginx (300) runs with the same executable',
    )
    expect(desk.inventory.findCopy(of, [])).toContain('nginx (300)')
  })

  it('is told from its pid file and from its port', () => {
    const pidFiles = { '/run/web.pid': pidFileOf(100) }
    const configuration = { services: { web: { pidfile: '/run/web.pid', port: 80 } } }
    const desk = new Desk([nginx], { pidFiles, configuration })
    const of = run('web', desk.inventory.observe('web', []))
    desk.rows = [makeRow({ pid: 300, exe: '/opt/other', ...started })]
    expect(desk.inventory.findCopy(of, [])).toBeNull()
    desk.machine.ports = { 80: [300] }
    expect(desk.inventory.findCopy(of, [])).toBe('other (300) waits on its port 80')
    desk.machine.pidFiles = { '/run/web.pid': pidFileOf(300, { writtenAt: fakeNow.wall + 950 }) }
    expect(desk.inventory.findCopy(of, [])).toBe('its pid file /run/web.pid names other (300)')
  })
})
