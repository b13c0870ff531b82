/** Tomcat: three signals stop it; USR2 crashes its JVM although that catches it. */
import type { Profile } from '../../../shared/profile.ts'

const tried = 'tried: tomcat 10.1.60, Debian 12, OpenJDK 17, the default page, idle'
const client = 'tried: tomcat 10.1.60, Debian 12, OpenJDK 17, one running request'
const unit = 'documented: tomcat10 10.1.60, Debian 12, tomcat10.service'

export const tomcat: Profile = {
  id: 'tomcat',
  title: 'Apache Tomcat',
  recognise: {
    programs: ['java'],
    units: ['tomcat.service', 'tomcat@*.service', 'tomcat9.service', 'tomcat10.service'],
    scripts: ['tomcat', 'tomcat9', 'tomcat10'],
    argument: ['org.apache.catalina.startup.Bootstrap'],
  },
  signals: [
    {
      signal: 'TERM',
      role: 'graceful',
      action: 'Stop',
      does: 'pauses its connectors, stops its applications and leaves',
      to: 'main',
      price: 'a request that takes longer than some seconds is cut',
      basis: client,
    },
    {
      signal: 'INT',
      role: 'other',
      action: 'Stop as TERM does',
      does: 'does the same as TERM',
      to: 'main',
      basis: tried,
    },
    {
      signal: 'HUP',
      role: 'other',
      action: 'Stop as TERM does',
      does: 'stops it like TERM, and does not reload',
      to: 'main',
      basis: tried,
    },
    {
      signal: 'QUIT',
      role: 'statistics',
      action: 'Print thread dump',
      does: 'writes what each thread does to its output, and runs on',
      to: 'main',
      basis: tried,
    },
    {
      signal: 'USR1',
      role: 'deadly',
      action: 'Send USR1',
      does: 'ends the JVM without its shutdown hooks',
      to: 'main',
      price: 'running requests are lost, and sessions are not saved',
      basis: tried,
    },
    {
      signal: 'USR2',
      role: 'deadly',
      action: 'Send USR2',
      does: 'crashes the JVM, which leaves an hs_err file',
      to: 'main',
      price: 'running requests are lost, and sessions are not saved',
      expects: 'caught',
      basis: tried,
    },
  ],
  stop: {
    schedule: 'stop/60/ask/KILL/5',
    usual: { text: '0.2 s with the default page; 3.1 s with one running request', basis: client },
    longest: {
      text: 'Not known: each application stops in its own time, and may hang in a thread of its own',
      basis: 'unknown',
    },
    waitsFor: { text: 'Its applications, and some seconds for running requests', basis: client },
    command: {
      text: 'systemctl stop tomcat10 (tomcat on the RHEL family), which sends TERM',
      basis: unit,
    },
  },
  force: {
    danger: 'medium',
    costs: {
      text: 'Running requests, and sessions that would be saved at a clean stop',
      basis: 'unknown',
    },
    survivors: { text: 'Nobody: it is one process with threads', basis: tried },
    recovery: { text: 'Nothing: the next start succeeded', basis: tried },
  },
  files: {},
  notes: [
    {
      text: 'Before force, ask it for a thread dump with QUIT: it says which application hangs',
      basis: tried,
    },
    {
      text: 'A JVM that was ended by TERM leaves with 143, which Debian’s unit counts as success',
      basis: unit,
    },
  ],
  sources: ['Debian 12, tomcat10.service', 'Apache Tomcat 10.1 documentation'],
}
