import { describe, expect, it } from 'vitest'
import { parseInitScript } from '../../../electron/engine/parse/init-script.ts'
import { debianScript, initDScript, redHatScript, vendorScript } from './init-samples.ts'

const read = (text: string, path = '/etc/init.d/iguana') => parseInitScript(text, path)

describe("Debian's shape of a script", () => {
  const parsed = read(debianScript)
  it('tells its actions, of the case on $1 alone', () => {
    expect(parsed.actions).toEqual([
      'start',
      'stop',
      'force-stop',
      'status',
      'restart',
      'force-reload',
    ])
  })
  it('tells pid file and program, and not what is the program’s own argument', () => {
    expect(parsed.pidFiles).toEqual(['/run/iguana.pid'])
    expect(parsed.executables).toEqual(['/usr/sbin/iguana'])
    expect(parsed.lockFiles).toEqual([])
  })
  it('tells when its stop kills', () => {
    expect(parsed.force).toEqual({ seconds: 30, words: '--retry=TERM/30/KILL/5' })
  })
  it('has a header and a description', () => {
    expect(parsed.header?.provides).toEqual(['iguana', 'reptile'])
    expect(parsed.description).toBe('Keeps iguanas warm and fed: always.')
    expect(parsed.chkconfig).toBeNull()
    expect(parsed.library).toBe('lsb')
  })
})

describe("Red Hat's shape of a script", () => {
  const parsed = read(redHatScript)
  it('tells its files, from comments and from text', () => {
    expect(parsed.pidFiles).toEqual(['/var/run/iguana/iguanad.pid'])
    expect(parsed.lockFiles).toEqual(['/var/lock/subsys/iguanad'])
    expect(parsed.executables).toEqual(['/usr/sbin/iguanad'])
    expect(parsed.processNames).toEqual(['iguanad'])
  })
  it('tells run levels and description of chkconfig', () => {
    expect(parsed.chkconfig).toEqual({ levels: '2345', start: 85, stop: 15 })
    expect(parsed.description).toBe('Keeps iguanas warm and fed.')
    expect(parsed.header).toBeNull()
  })
  it('kills after the delay of its killproc', () => {
    expect(parsed.force).toEqual({ seconds: 10, words: 'killproc, -d 10' })
  })
  it('has every action of its case', () => {
    expect(parsed.actions).toEqual(['start', 'stop', 'status', 'condrestart', 'try-restart'])
  })
})

describe("a vendor's script", () => {
  const parsed = read(vendorScript)
  it('may start two daemons, and what hangs on a command is not known', () => {
    expect(parsed.pidFiles).toEqual(['/opt/iguana/run/iguana.pid', '/var/run/iguana/timer.pid'])
    expect(parsed.executables).toEqual(['/opt/iguana/bin/iguana'])
  })
  it('tells its actions from an if', () => {
    expect(parsed.actions).toEqual(['start', 'stop'])
  })
  it('kills, and nobody can tell when', () => {
    expect(parsed.force).toEqual({ seconds: null, words: 'kill -9' })
  })
})

describe('a script of init-d-script(5)', () => {
  it('has its actions, pid file and retries without a word of them', () => {
    expect(read(initDScript)).toMatchObject({
      library: 'init-d-script',
      actions: ['start', 'stop', 'status', 'restart', 'try-restart', 'force-reload'],
      pidFiles: ['/var/run/iguanad.pid'],
      executables: ['/usr/sbin/iguanad'],
      force: { seconds: 30 },
    })
  })
  it.each([
    ['NAME=keeper', ['/var/run/keeper.pid']],
    ['PIDFILE=/run/own.pid', ['/run/own.pid']],
    ['PIDFILE=none', []],
  ])('%s changes its pid file', (line, pidFiles) => {
    expect(read(`${initDScript}${line}\n`).pidFiles).toEqual(pidFiles)
  })
  it('is known by its being sourced, too', () => {
    const text = 'INIT_D_SCRIPT_SOURCED=true . /lib/init/init-d-script\nDAEMON=/usr/sbin/a\n'
    expect(read(`#!/bin/sh\n${text}`).actions).toContain('status')
  })
})

describe('variables of a script', () => {
  it.each([
    ['PIDFILE=/run/a.pid', ['/run/a.pid']],
    ["PIDFILE='/run/a.pid'", ['/run/a.pid']],
    ['NAME=a; PIDFILE=/run/$NAME/$NAME.pid', ['/run/a/a.pid']],
    ['PIDFILE=/run/${UNSET:-b}.pid', ['/run/b.pid']],
    ['A=x\nPIDFILE=/run/${A:-b}.pid', ['/run/x.pid']],
    [': ${PIDFILE:=/run/c.pid}', ['/run/c.pid']],
    [': "${PIDFILE:=/run/c.pid}"', ['/run/c.pid']],
    ['export PIDFILE=/run/a.pid', ['/run/a.pid']],
    ['[ -n "$X" ] || PIDFILE=/run/a.pid', ['/run/a.pid']],
    ['if true; then PIDFILE=/run/a.pid; fi', ['/run/a.pid']],
    ['NAME=`basename "$0"`\nPIDFILE=/run/$NAME.pid', ['/run/iguana.pid']],
    ['NAME=$(basename $0)\nPIDFILE=/run/$NAME.pid', ['/run/iguana.pid']],
    ['NAME=${0##*/}\nPIDFILE=/run/$NAME.pid', ['/run/iguana.pid']],
    ['PIDFILE=/run/a${INSTANCE:+.$INSTANCE}.pid', ['/run/a.pid']],
    ['DAEMON=/usr/sbin/x\nPIDFILE=/run/${DAEMON##*/}.pid', ['/run/x.pid']],
    ['PIDFILE=/run/$(hostname).pid', []],
    ['PIDFILE=/run/$1.pid', []],
    ['PIDFILE=$RUNDIR/a.pid', []],
    ['NAME=a\nNAME=`cat /x`\nPIDFILE=/run/$NAME.pid', []],
    ['PIDFILE=/run/${A%.x}.pid', []],
    ['# PIDFILE=/run/a.pid', []],
    ['PIDFILE=run/a.pid', []],
    ['PIDFILE=/run/*.pid', []],
    ['PIDFILE=/etc/a.conf', []],
  ])('%j gives %j', (text, pidFiles) => {
    expect(read(text).pidFiles).toEqual(pidFiles)
  })
})

describe('lock files of a script', () => {
  it.each([
    ['touch /var/lock/subsys/a', ['/var/lock/subsys/a']],
    ['LOCKFILE=/run/lock/a.lock', ['/run/lock/a.lock']],
    ['[ $? -eq 0 ] && touch /var/lock/subsys/$NAME', []],
    ['NAME=a\n[ $? -eq 0 ] && touch "/var/lock/subsys/$NAME"', ['/var/lock/subsys/a']],
    [': > /var/lock/subsys/a', ['/var/lock/subsys/a']],
    ['echo $$ > /run/lock/subsys/a', ['/run/lock/subsys/a']],
    ['touch /var/log/a.log', []],
    ['LOCKFILE=/tmp/a.lock', []],
    ['# lockfile: /var/lock/subsys/a', ['/var/lock/subsys/a']],
  ])('%j: %j', (text, lockFiles) => {
    expect(read(text).lockFiles).toEqual(lockFiles)
  })
})

describe('pid files that only the library knows', () => {
  it('are looked for by the name of the program', () => {
    const text = '. /lib/lsb/init-functions\nDAEMON=/usr/sbin/atd\nkillproc $DAEMON\n'
    expect(read(text).pidFiles).toEqual(['/var/run/atd.pid'])
  })
  it('are not, where the script names one', () => {
    const text = '. /lib/lsb/init-functions\nkillproc -p /run/x.pid /usr/sbin/atd\n'
    expect(read(text).pidFiles).toEqual(['/run/x.pid'])
  })
})

describe('programs of a script', () => {
  it.each([
    ['DAEMON=/bin/sh', []],
    ['start-stop-daemon --start --exec /usr/sbin/a', ['/usr/sbin/a']],
    ['start-stop-daemon -S -x /usr/sbin/a -- -x /not', ['/usr/sbin/a']],
    ['start-stop-daemon --start --exec=/usr/sbin/a', ['/usr/sbin/a']],
    ['daemon --user bob /usr/sbin/a -f', ['/usr/sbin/a']],
    ['status_of_proc -p /run/a.pid /usr/sbin/a a', ['/usr/sbin/a']],
  ])('%j: %j', (text, executables) => {
    expect(read(text).executables).toEqual(executables)
  })
})

describe('what is no init script', () => {
  it.each(['', '\0\0\0', 'case', 'case "$1" in', '${', '`', '$(', '"', "'", '\\', 'A=${A:-${A:-'])(
    '%j is read without harm, and says nothing',
    (text) => {
      expect(read(text)).toMatchObject({ pidFiles: [], executables: [], force: null, header: null })
    },
  )
})
