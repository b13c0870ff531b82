/** What systemd itself keeps of a unit that was killed: its mark, its runtime folder. */
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
const hostOf = useHost((host) => host.writeUnits({ [unit]: text }))
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
