import { describe, expect, it } from 'vitest'
import {
  findForce,
  secondsToKill,
  type ScriptLibrary,
} from '../../../electron/engine/parse/init-script-stop.ts'
import { linesOfAction } from '../../../electron/engine/parse/init-script-sections.ts'
import { parseInitScript } from '../../../electron/engine/parse/init-script.ts'

const none = new Map<string, string>()

describe('a retry of start-stop-daemon', () => {
  it.each([
    ['30', 30],
    ['TERM/30/KILL/5', 30],
    ['-15/30/-9/5', 30],
    ['QUIT/5/TERM/5/KILL/5', 10],
    ['TERM/0/CONT/30/KILL/5', 30],
    ['0/30/KILL/5', 30],
    ['SIGTERM/10/SIGKILL/1', 10],
    ['KILL/5', 0],
    ['TERM/10', null],
    ['forever/TERM/1', null],
    ['HUP', null],
    ['', null],
  ])('%s kills after %s', (retry, seconds) => {
    expect(secondsToKill(retry)).toBe(seconds)
  })
})

describe('the SIGKILL of a script', () => {
  it.each<[string, ScriptLibrary, number | null | undefined]>([
    ['start-stop-daemon --stop --retry=TERM/30/KILL/5', null, 30],
    ['start-stop-daemon --stop --retry 30 --oknodo', null, 30],
    ['start-stop-daemon -K -R 7', null, 7],
    ['start-stop-daemon --stop --retry TERM/10', null, undefined],
    ['start-stop-daemon --stop --pidfile /run/a.pid', null, undefined],
    ['start-stop-daemon --stop --signal KILL', null, null],
    ['start-stop-daemon --stop --signal=9', null, null],
    ['start-stop-daemon --stop -s HUP', null, undefined],
    ['start-stop-daemon --start --retry 5 --exec /a', null, undefined],
    ['killproc iguana', 'red-hat', 3],
    ['killproc -d 12 iguana', 'red-hat', 12],
    ['killproc -p /run/a.pid -d 12s iguana', 'red-hat', 12],
    ['killproc -d $PATIENCE iguana', 'red-hat', null],
    ['killproc iguana -TERM', 'red-hat', undefined],
    ['killproc iguana -HUP', 'red-hat', undefined],
    ['killproc iguana -9', 'red-hat', null],
    ['killproc iguana', 'lsb', 5],
    ['killproc -p /run/a.pid /usr/sbin/a', 'lsb', 5],
    ['killproc -p /run/a.pid /usr/sbin/a -TERM', 'lsb', undefined],
    ['killproc /usr/sbin/a -KILL', 'lsb', null],
    ['kill -9 $pid', null, null],
    ['kill -KILL `cat /run/a.pid`', null, null],
    ['kill -s KILL 7', null, null],
    ['pkill -9 iguana', null, null],
    ['killall -SIGKILL iguana', null, null],
    ['kill -TERM $pid', null, undefined],
    ['kill -0 $pid', null, undefined],
    ['echo kill -9', null, null],
    ['log_kill -9', null, undefined],
  ])('%s (%s)', (line, library, seconds) => {
    expect(findForce([line], library, none)?.seconds).toBe(seconds)
  })

  it('is the soonest of several, and one with a moment rather than one without', () => {
    const lines = ['kill -9 $pid', 'start-stop-daemon --stop --retry 30', 'x --retry 1']
    expect(findForce(lines, null, none)?.seconds).toBe(30)
    expect(findForce(['killproc a', 'start-stop-daemon -K -R 2'], 'lsb', none)?.seconds).toBe(2)
  })

  it('is told with the words of the script', () => {
    const schedule = new Map([['STOP', 'QUIT/5/KILL/5']])
    const line = 'start-stop-daemon --stop --retry=$STOP'
    expect(findForce([line], null, schedule)).toEqual({
      seconds: 5,
      words: '--retry=QUIT/5/KILL/5',
    })
  })

  it('is not that of another action', () => {
    const text =
      'case "$1" in\nstop)\n kill $p\n ;;\nforce-stop)\n kill -9 $p\n ;;\nesac\nzap() {\n kill -9 1\n}\n'
    expect(parseInitScript(text, '/etc/init.d/a').force).toBeNull()
  })

  it('is that of the functions which stop calls', () => {
    const text =
      'zap() {\n kill -9 $p\n}\nend()\n{\n zap\n}\ncase "$1" in\n  stop) end ;;\n  start) run ;;\nesac\n'
    expect(parseInitScript(text, '/etc/init.d/a').force?.words).toBe('kill -9')
  })
})

describe('the lines of an action', () => {
  it('are all where nobody can see a branch', () => {
    const lines = ['if test "$1" = stop', 'then kill 7', 'fi']
    expect(linesOfAction(lines, 'stop')).toEqual(lines)
  })
  it('are those of a function of its name where the case calls $1', () => {
    const lines = [
      'stop() {',
      ' kill 7',
      '}',
      'start() {',
      ' run',
      '}',
      'case "$1" in start|x) $1;; esac',
    ]
    expect(linesOfAction(lines, 'stop').join(';')).toContain('kill 7')
    expect(linesOfAction(lines, 'stop').join(';')).not.toContain('run')
  })
})
