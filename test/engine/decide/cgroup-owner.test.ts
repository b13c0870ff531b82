import { describe, expect, it } from 'vitest'
import { decideCgroupOwner } from '../../../electron/engine/decide/cgroup-owner.ts'

const id = '0123456789abcdef'.repeat(4)
const user = '/user.slice/user-1000.slice'
const mine = `${user}/user@1000.service`

describe('containers and machines, as their tools name them', () => {
  it.each([
    ['docker, systemd driver', `/system.slice/docker-${id}.scope`, 'docker stop 0123456789ab'],
    ['docker, cgroupfs driver', `/docker/${id}`, 'docker stop 0123456789ab'],
    [
      'a systemd inside of docker',
      `/docker/${id}/system.slice/nginx.service`,
      'docker stop 0123456789ab',
    ],
    ['podman', `/machine.slice/libpod-${id}.scope/container`, 'podman stop 0123456789ab'],
    ['podman without root', `${mine}/user.slice/libpod-${id}.scope`, 'podman stop 0123456789ab'],
    ["podman's monitor", `/machine.slice/libpod-conmon-${id}.scope`, 'podman stop 0123456789ab'],
    ['containerd', `/system.slice/nerdctl-${id}.scope`, 'nerdctl stop 0123456789ab'],
    [
      'a pod',
      `/kubepods.slice/kubepods-burstable.slice/kubepods-burstable-pod1.slice/cri-containerd-${id}.scope`,
      'crictl stop 0123456789ab',
    ],
    ['a pod, cgroupfs driver', `/kubepods/besteffort/pod1/${id}`, 'crictl stop 0123456789ab'],
    ['LXC', '/lxc/web1', 'lxc-stop -n web1'],
    ['LXC 4', '/lxc.payload.web1/system.slice/nginx.service', 'lxc-stop -n web1'],
    ['nspawn', '/machine.slice/systemd-nspawn@deb12.service/payload', 'machinectl poweroff deb12'],
    [
      'a registered machine',
      '/machine.slice/machine-deb\\x2d12.scope',
      'machinectl poweroff deb-12',
    ],
    ['QEMU', '/machine.slice/machine-qemu\\x2d3\\x2dwin11.scope/libvirt', 'virsh shutdown win11'],
    ['QEMU on v1', '/machine/qemu-3-win11.libvirt-qemu', 'virsh shutdown win11'],
  ])('%s', (_, path, stop) => {
    expect(decideCgroupOwner(path)).toMatchObject({ kind: 'container', stop })
  })
})

describe('units', () => {
  it.each([
    ['/system.slice/nginx.service', 'nginx.service', null],
    ['/system.slice/system-getty.slice/getty@tty1.service', 'getty@tty1.service', null],
    ['/system.slice/mysqld.service/delegated/below', 'mysqld.service', null],
    ['/system.slice/lxc.service', 'lxc.service', null],
    ['/system.slice/docker.service', 'docker.service', null],
    [`${mine}/app.slice/syncthing.service`, 'syncthing.service', 1000],
    [`${mine}/init.scope`, 'user@1000.service', null],
  ])('%s', (path, unit, userManager) => {
    expect(decideCgroupOwner(path)).toEqual({ kind: 'unit', unit, userManager })
  })
})

describe('what is no service', () => {
  it.each([
    [`${user}/session-3.scope`, 'session-3.scope'],
    [`${mine}/app.slice/app-gnome-firefox-77.scope`, 'app-gnome-firefox-77.scope'],
    [`${mine}/app.slice/vte-spawn-1234.scope`, 'vte-spawn-1234.scope'],
    ['/system.slice/run-r0123.scope', 'run-r0123.scope'],
  ])('%s is a scope', (path, scope) => {
    expect(decideCgroupOwner(path)).toEqual({ kind: 'scope', scope })
  })

  it.each(['', '/', '/init.scope', '/system.slice', '/my-own-group', '/memory/process_api/2ab6'])(
    '%j is nobody',
    (path) => {
      expect(decideCgroupOwner(path)).toEqual({ kind: 'nobody' })
    },
  )
})
