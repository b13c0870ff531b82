/** Mosquitto: a clean stop writes its database; a kill loses what is newer than the last save. */
import type { Profile } from '../../../shared/profile.ts'

const tried = 'tried: mosquitto 2.0.11, Debian 12, idle'
const oneClient = 'tried: mosquitto 2.0.11, Debian 12, one client'
const manual = 'documented: mosquitto(8)'

export const mosquitto: Profile = {
  id: 'mosquitto',
  title: 'Mosquitto MQTT broker',
  recognise: { programs: ['mosquitto'], units: ['mosquitto.service'], scripts: ['mosquitto'] },
  signals: [
    {
      signal: 'TERM',
      role: 'graceful',
      action: 'Stop',
      does: 'writes its database to the disk, disconnects every client and leaves',
      to: 'main',
      price: 'every client is disconnected at once',
      expects: 'any',
      basis: oneClient,
    },
    {
      signal: 'INT',
      role: 'other',
      action: 'Stop as TERM does',
      does: 'does the same as TERM',
      to: 'main',
      price: 'every client is disconnected at once',
      expects: 'any',
      basis: oneClient,
    },
    {
      signal: 'HUP',
      role: 'reload',
      action: 'Reload configuration',
      does: 'reads its configuration and TLS certificates again; some settings need a restart',
      to: 'main',
      expects: 'any',
      basis: tried,
    },
    {
      signal: 'USR1',
      role: 'other',
      action: 'Save the database',
      does: 'writes its database to the disk, if persistence is switched on',
      to: 'main',
      expects: 'any',
      basis: tried,
    },
    {
      signal: 'USR2',
      role: 'statistics',
      action: 'Print subscriptions',
      does: 'prints the tree of subscriptions and retained messages, as a testing aid',
      to: 'main',
      expects: 'any',
      basis: manual,
    },
    {
      signal: 'QUIT',
      role: 'deadly',
      action: 'Quit',
      does: 'ends it on the spot: Mosquitto does not catch it',
      to: 'main',
      price: 'the database is not written',
      basis: tried,
    },
  ],
  stop: {
    schedule: 'stop/30/ask/KILL/5',
    usual: { text: '0.06 s when idle; 0.1 s with one client', basis: oneClient },
    longest: { text: 'Not known; it grows with the database that is written', basis: 'unknown' },
    waitsFor: { text: 'The database to be written; never for a client', basis: oneClient },
    command: {
      text: 'systemctl stop mosquitto, which sends TERM',
      basis: 'documented: mosquitto 2.0.11, Debian 12, mosquitto.service',
    },
  },
  force: {
    danger: 'medium',
    costs: {
      text: 'Retained messages and sessions that came after the last save (autosave_interval, 1800 s by default)',
      basis: 'documented: mosquitto.conf(5)',
    },
    survivors: { text: 'Nobody: it is one process', basis: tried },
    recovery: { text: 'Nothing: the next start succeeds over the old pid file', basis: tried },
  },
  files: {
    debian: { pid: ['/run/mosquitto/mosquitto.pid'], basis: tried },
  },
  left: { afterStop: [], afterKill: ['/run/mosquitto/mosquitto.pid'], basis: tried },
  notes: [
    {
      text: 'Its masks show TERM, INT, HUP, USR1 and USR2 as blocked and caught at once: it opens them only while it waits',
      basis: tried,
    },
    { text: 'USR1 before a stop saves what a later kill would lose', basis: tried },
  ],
  sources: ['mosquitto(8), SIGNALS', 'mosquitto.conf(5), autosave_interval'],
}
