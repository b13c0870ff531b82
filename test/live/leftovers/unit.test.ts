/** What systemd itself keeps of a unit that was killed, and what it removes: its mark, its folders. */
import { beforeEach, expect, it } from 'vitest'
import { canRun } from '../../../build/can-run.mjs'
import { useHost } from '../../hosts/use-host.ts'
import { quiesce } from '../systemd/inside.ts'

const unit = 'magpie.service'
const folder = '/run/magpie'
const text = `[Service]
ExecStart=sh -c 'mkfifo ${folder}/pipe; exec 3<>${folder}/pipe; sleep 1000 & wait'
RuntimeDirectory=magpie
RuntimeDirectoryPreserve=yes
User=daemon
`
const privateUnit = 'wren.service'
/** A child that no stop ends holds a file of its private /tmp open. */
const privateText = `[Service]
ExecStart=sh -c 'exec 3>/tmp/wren; (trap "" TERM; exec sleep 1001) & exec sleep 1002'
PIDFile=/run/wren.pid
PrivateTmp=yes
KillMode=mixed
`
const mountingUnit = 'crow.service'
const mounted = '/run/crow/files'
const mountingText = `[Service]
ExecStartPre=mkdir ${mounted}
ExecStartPre=mount -t tmpfs crow ${mounted}
ExecStart=sleep 1003
RuntimeDirectory=crow
`
const hostOf = useHost((host) =>
  host.writeUnits({
    [unit]: text,
    [privateUnit]: privateText,
    [mountingUnit]: mountingText,
  }),
)
beforeEach(({ skip }) => {
  if (!canRun.systemd.here) skip(canRun.systemd.missing)
})

it('is found with its proof; the mark and the fifo go, the folder that shall stay does', async () => {
  const host = hostOf()
  await host.systemctl('start', unit)
  await host.waitForProcess(({ args }) => args === 'sleep 1000')
  expect((await quiesce(host, ['leftovers', unit])).result).toMatchObject({ leftovers: [] })
  await host.systemctl('kill', '--signal=KILL', unit)
  await host.waitFor(unit, 'failed/failed')
  const found = await quiesce(host, ['leftovers', unit])
  expect(found.result.leftovers).toMatchObject([
    { id: `fifo:${folder}/pipe`, keep: null },
    { id: `runtime-folder:${folder}`, keep: 'It is not empty: 1 name is in it.' },
    { id: `failed-unit:${unit}`, keep: null },
  ])
  const told = await quiesce(host, ['leftovers', unit, '--clean', '--yes'])
  expect(told.result).toMatchObject({
    removedIds: [`fifo:${folder}/pipe`, `failed-unit:${unit}`],
    refused: [],
  })
  expect((await host.show(unit)).ActiveState).toBe('inactive')
  const again = await quiesce(host, ['leftovers', unit])
  expect(again.result.leftovers).toMatchObject([
    {
      id: `runtime-folder:${folder}`,
      keep: 'systemd is told to keep it (RuntimeDirectoryPreserve=).',
    },
  ])
})

it('of PrivateTmp= and PIDFile= nothing is left, and that is told as tidy', async () => {
  const host = hostOf()
  await host.systemctl('start', privateUnit)
  await host.waitForProcess(({ args }) => args === 'sleep 1002')
  await host.run(['touch', '/run/wren.pid'])
  const privates = () => host.readFolder('/tmp').filter((name) => name.includes(privateUnit))
  expect(privates()).toHaveLength(1)
  await host.systemctl('kill', '--signal=KILL', '--kill-whom=main', privateUnit)
  await host.waitFor(privateUnit, 'failed/failed')
  // systemd does so in a thread of its own (systemd.exec(5), PrivateTmp=).
  while (privates().length > 0) await new Promise((resolve) => setTimeout(resolve, 30))
  const { result } = await quiesce(host, ['leftovers', privateUnit])
  expect(result).toMatchObject({
    leftovers: [{ id: `failed-unit:${privateUnit}` }],
    tidy: [
      { kind: 'pid-file', count: 1, bySystemd: true },
      { kind: 'cgroup', count: 1, bySystemd: false },
      { kind: 'private-folder', count: 1, bySystemd: true },
    ],
  })
})

it('shows a mount in its runtime folder with the very command, and removes neither', async () => {
  const host = hostOf()
  await host.systemctl('start', mountingUnit)
  await host.systemctl('kill', '--signal=KILL', mountingUnit)
  await host.waitFor(mountingUnit, 'failed/failed')
  const { result } = await quiesce(host, ['leftovers', mountingUnit, '--clean', '--yes'])
  expect(result).toMatchObject({
    leftovers: [
      { id: `runtime-folder:${mounted}` },
      { id: 'runtime-folder:/run/crow', keep: 'It is not empty: 1 name is in it.' },
      { id: `mount:${mounted}` },
      { id: `failed-unit:${mountingUnit}` },
    ],
    removedIds: [`failed-unit:${mountingUnit}`],
  })
  expect(JSON.stringify(result.leftovers)).toContain(`then undo it: \`umount ${mounted}\`.`)
  expect(await host.run(['findmnt', '-n', '-o', 'SOURCE', mounted])).toBe('crow\n')
})
