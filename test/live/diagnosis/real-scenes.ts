/** Real daemons of Debian that do not stop, and what is to be said of each first. */
import type { FindingCode } from '../../../shared/diagnosis.ts'
import type { daemonPackages } from '../../../build/daemon-packages.mjs'
import { rsyslogScript } from '../daemons/daemon-files.ts'
import { enterPostgres, makePostgres, postgres } from '../daemons/postgres.ts'
import type { Seen } from './look.ts'
import type { RealStage } from './real-stage.ts'

export interface RealSeen {
  readonly why: Seen
  /** How the run ended once its remedy was chosen. */
  readonly outcome: string
  /** Remedies in the journal. */
  readonly decided: readonly string[]
  /** Whether anything of it is left. */
  readonly isLeft: boolean
}

export interface RealScene {
  readonly title: string
  readonly packages: readonly (keyof typeof daemonPackages)[]
  readonly verdict: FindingCode
  readonly says: RegExp
  /** The words of the button that helps; null where nobody has to choose one. */
  readonly remedy: string | null
  readonly play: (stage: RealStage) => Promise<RealSeen>
  /** It makes the machine's log stand still, which others write to. */
  readonly alone?: true
}

const client: RealScene = {
  title: 'PostgreSQL in a smart shutdown, and psql stays',
  packages: ['postgresql-15'],
  verdict: 'waits-for-clients',
  says: /^1 client still connected on .*\.s\.PGSQL\.5433: psql \(\d+\)\./,
  remedy: 'Stop (fast shutdown) (SIGINT)',
  play: async (stage) => {
    await makePostgres(stage.host)
    await stage.start('postgresql', postgres.pidFile)
    await enterPostgres(stage.host, 'select pg_sleep(600)')
    const hung = await stage.hang(postgres.target, client.verdict)
    const outcome = await stage.heal(hung, 'faster-signal')
    const isLeft = stage.find(/^\/usr\/lib\/postgresql|^postgres: /) !== undefined
    return { why: hung.why, outcome, decided: await stage.decided(hung.run), isLeft }
  },
}

const traced: RealScene = {
  title: 'ngircd held by strace',
  packages: ['ngircd'],
  verdict: 'traced',
  says: /^ngircd \(\d+\) is held by the tracer strace \(\d+\)/,
  remedy: 'End strace',
  play: async (stage) => {
    const { pid } = await stage.start('ngircd', '/run/ngircd/ngircd.pid')
    // It stands at its next system call for ten minutes.
    const inject = 'inject=all:delay_enter=600000000'
    stage.host.start(['strace', '-f', '-o', '/dev/null', '-e', inject, '-p', `${pid}`])
    await stage.until('strace holds it', () => stage.find(/ngircd$/)?.state === 't')
    const hung = await stage.hang('exe:/usr/sbin/ngircd', traced.verdict)
    const outcome = await stage.heal(hung, 'end-tracer')
    const isLeft = stage.find(/^\/usr\/sbin\/ngircd/) !== undefined
    return { why: hung.why, outcome, decided: await stage.decided(hung.run), isLeft }
  },
}

const script: RealScene = {
  title: 'init script of lighttpd whose stop hangs',
  packages: ['lighttpd'],
  verdict: 'stop-command-runs',
  says: /^Its init script still runs: lighttpd \(\d+\)/,
  remedy: null,
  play: async (stage) => {
    const { host } = stage
    const debians = host.readFile('/etc/init.d/lighttpd') ?? ''
    await host.run(['mkfifo', '/run/never'])
    // It asks somebody who does not answer, before it asks the daemon.
    host.writeScript('lighttpd', debians.replace(/^( *)stop\)$/m, '$1stop) read -r _ </run/never'))
    await stage.start('lighttpd', '/run/lighttpd.pid')
    const hung = await stage.hang('init:lighttpd', script.verdict, 'stop/600')
    const subject = hung.why.diagnosis.findings[0]?.subject?.pid
    const runs = stage.find(/\/etc\/init\.d\/lighttpd stop$/)?.pid
    if (runs !== subject) throw new Error(`${subject} is not the script, which is ${runs}`)
    await host.run(['tee', '/run/never'], { input: 'an answer\n' })
    const outcome = await stage.outcomeOf(hung.run)
    const isLeft = stage.find(/^\/usr\/sbin\/lighttpd/) !== undefined
    return { why: hung.why, outcome, decided: await stage.decided(hung.run), isLeft }
  },
}

const halted: RealScene = {
  title: 'vsftpd stopped by SIGSTOP',
  packages: ['vsftpd'],
  verdict: 'stopped',
  says: /^vsftpd \(\d+\) is stopped \(SIGSTOP\)/,
  // A stop continues it by itself.
  remedy: null,
  play: async (stage) => {
    const pidFile = '/run/vsftpd/vsftpd.pid'
    const { outsidePid } = await stage.start('vsftpd', pidFile)
    process.kill(outsidePid, 'SIGSTOP')
    const target = `pidfile:${pidFile}`
    const why = await stage.look(target)
    const { run } = await stage.hang(target, 'unknown')
    const outcome = await stage.outcomeOf(run)
    const isLeft = stage.find(/^\/usr\/sbin\/vsftpd/) !== undefined
    return { why, outcome, decided: await stage.decided(run), isLeft }
  },
}

/** What fills the queue of the log socket, as a busy machine does; then its clients wait. */
const fillLog = `socket(my $log, AF_UNIX, SOCK_DGRAM | 2048, 0);
connect($log, sockaddr_un("/dev/log")) or die; 1 while defined send($log, "x", 0)`

const logging: RealScene = {
  title: 'sshd logs its end, and rsyslogd is stopped',
  packages: ['openssh-server', 'rsyslog'],
  verdict: 'waits-for-process',
  says: /^sshd \(\d+\) waits to write to rsyslogd \(\d+\), which is stopped, through the Unix socket \/dev\/log/,
  remedy: 'Continue rsyslogd',
  alone: true,
  play: async (stage) => {
    const { host } = stage
    host.writeScript('rsyslog', rsyslogScript)
    await host.run(['sed', '-i', '/imklog/d', '/etc/rsyslog.conf'])
    const log = await stage.start('rsyslog', '/run/rsyslogd.pid')
    const pidFile = '/run/sshd.pid'
    await stage.start('ssh', pidFile)
    process.kill(log.outsidePid, 'SIGSTOP')
    await host.run(['perl', '-MSocket', '-e', fillLog])
    const hung = await stage.hang(`pidfile:${pidFile}`, logging.verdict)
    const outcome = await stage.heal(hung, 'continue')
    const isLeft = stage.find(/^sshd: /) !== undefined
    return { why: hung.why, outcome, decided: await stage.decided(hung.run), isLeft }
  },
}

export const realScenes: readonly RealScene[] = [client, traced, script, halted, logging]
