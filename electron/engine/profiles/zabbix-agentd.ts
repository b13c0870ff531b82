/** Zabbix agent: HUP and USR2 stop it, and a killed parent leaves listeners that hold the port. */
import type { Profile } from '../../../shared/profile.ts'

const tried = 'tried: zabbix_agentd 6.0.14, Debian 12, idle'

export const zabbixAgentd: Profile = {
  id: 'zabbix-agentd',
  title: 'Zabbix agent',
  recognise: {
    programs: ['zabbix_agentd'],
    units: ['zabbix-agent.service'],
    scripts: ['zabbix-agent'],
  },
  signals: [
    {
      signal: 'TERM',
      role: 'graceful',
      action: 'Stop',
      does: 'ends its children and leaves',
      to: 'main',
      basis: tried,
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
      signal: 'QUIT',
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
      signal: 'USR2',
      role: 'other',
      action: 'Stop as TERM does',
      does: 'stops it like TERM',
      to: 'main',
      basis: tried,
    },
    {
      signal: 'USR1',
      role: 'other',
      action: 'Send USR1',
      does: 'is its own channel for zabbix_agentd -R; alone it does nothing to see',
      to: 'main',
      basis: tried,
    },
  ],
  stop: {
    schedule: 'stop/30/ask/KILL/5',
    usual: { text: '0.03 s when idle', basis: tried },
    longest: {
      text: 'Not known; checks that run may take up to Timeout, 30 s at most',
      basis: 'unknown',
    },
    waitsFor: { text: 'Its children', basis: tried },
    command: {
      text: 'systemctl stop zabbix-agent, which sends TERM',
      basis: 'documented: zabbix-agent 6.0.14, Debian 12, zabbix-agent.service',
    },
  },
  force: {
    danger: 'medium',
    costs: { text: 'Values that were not sent yet', basis: 'unknown' },
    survivors: { text: 'All five children, with the port open', basis: tried },
    recovery: {
      text: 'End the children with TERM: while one lives, the next start fails',
      basis: tried,
    },
  },
  files: { debian: { pid: ['/run/zabbix/zabbix_agentd.pid'], basis: tried } },
  left: { afterStop: [], afterKill: ['/run/zabbix/zabbix_agentd.pid'], basis: tried },
  notes: [
    { text: 'After a kill of the main process its port still accepts connections', basis: tried },
  ],
  sources: ['zabbix_agentd(8)', 'Debian 12, zabbix-agent.service'],
}
