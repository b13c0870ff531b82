import { describe, expect, it } from 'vitest'
import { openSyslog, syslogSentence } from '../../../electron/engine/journal/syslog.ts'
import type { JournalBody } from '../../../shared/journal-entry.ts'
import { intentBody, notice, outcomeBody, resultBody } from './fakes.ts'

const there = (): boolean => true

describe('openSyslog', () => {
  it('gives logger its facility, tag and one argument that no option can hide in', async () => {
    const calls: (readonly string[])[] = []
    const syslog = openSyslog({
      hasSocket: there,
      run: (args) => {
        calls.push(args)
        return Promise.resolve()
      },
    })
    syslog.send('--file=/etc/shadow')
    await syslog.close()
    expect(calls).toEqual([['-p', 'authpriv.notice', '-t', 'quiesce', '--', '--file=/etc/shadow']])
  })

  it('sends one after the other, in order', async () => {
    const events: string[] = []
    const syslog = openSyslog({
      hasSocket: there,
      run: async (args) => {
        events.push(`begin ${args.at(-1) ?? ''}`)
        await Promise.resolve()
        events.push(`end ${args.at(-1) ?? ''}`)
      },
    })
    syslog.send('1')
    syslog.send('2')
    await syslog.close()
    expect(events).toEqual(['begin 1', 'end 1', 'begin 2', 'end 2'])
  })

  it('is disabled, without a word, where the machine has no syslog', async () => {
    const failures: string[] = []
    const syslog = openSyslog({
      hasSocket: () => false,
      run: () => Promise.reject(new Error('must not run')),
    })
    syslog.onFailure((sentence) => failures.push(sentence))
    syslog.send('x')
    await syslog.close()
    expect(syslog.enabled).toBe(false)
    expect(failures).toEqual([])
  })

  it('says once that it fails, and goes on trying', async () => {
    const failures: string[] = []
    let runs = 0
    const syslog = openSyslog({
      hasSocket: there,
      run: () => {
        runs += 1
        return Promise.reject(new Error('no\u001b[1m'))
      },
    })
    syslog.onFailure((sentence) => failures.push(sentence))
    for (const text of ['1', '2', '3']) syslog.send(text)
    await syslog.close()
    expect(runs).toBe(3)
    expect(failures).toEqual(['Syslog did not take a record: no\\x1b[1m. It is not said again.'])
  })

  it('tells of an earlier failure who asks later', async () => {
    const failures: string[] = []
    const syslog = openSyslog({ hasSocket: there, run: () => Promise.reject(new Error('no')) })
    syslog.send('x')
    await syslog.close()
    syslog.onFailure((sentence) => failures.push(sentence))
    expect(failures).toHaveLength(1)
  })

  it('makes control characters visible and cuts what is long', async () => {
    const sent: string[] = []
    const syslog = openSyslog({
      hasSocket: there,
      run: (args) => {
        sent.push(args.at(-1) ?? '')
        return Promise.resolve()
      },
    })
    syslog.send('a\nb\u001b[2Jc')
    syslog.send('x'.repeat(5000))
    await syslog.close()
    expect(sent[0]).toBe('a\\nb\\x1b[2Jc')
    expect(sent[1]).toHaveLength(901)
    expect(sent[1]?.endsWith('…')).toBe(true)
  })

  it('does not pile up lines before a syslog that is stuck', async () => {
    const failures: string[] = []
    let release = (): void => undefined
    const gate = new Promise<void>((resolve) => {
      release = resolve
    })
    let runs = 0
    const syslog = openSyslog({
      hasSocket: there,
      run: () => {
        runs += 1
        return gate
      },
    })
    syslog.onFailure((sentence) => failures.push(sentence))
    for (let n = 0; n < 1100; n++) syslog.send(`${n}`)
    expect(failures).toHaveLength(1)
    release()
    await syslog.close()
    expect(runs).toBe(1000)
  })
})

describe('syslogSentence', () => {
  const sentence = (body: JournalBody, recorded = true): string | null =>
    syslogSentence({ run: 'run-1', target: 'web', body, recorded })

  it.each<[string, JournalBody, string]>([
    ['an intent', intentBody(), 'intent run=run-1 target=web call=1 TERM by person to 4242 (web)'],
    [
      'a forced intent',
      { ...intentBody(), what: 'KILL', force: true },
      'intent run=run-1 target=web call=1 force KILL by person to 4242 (web)',
    ],
    ['a result', resultBody(), 'result run=run-1 target=web call=1 TERM: 4242 (web: sent)'],
    ['an outcome', outcomeBody(), 'outcome run=run-1 target=web stopped: web has stopped.'],
  ])('prints %s', (_, body, expected) => {
    expect(sentence(body)).toBe(expected)
  })

  it('marks what the journal did not take', () => {
    expect(sentence(intentBody(), false)).toMatch(/\[not in the journal\]$/)
  })

  it.each<[string, JournalBody]>([
    ['a notice', notice('x')],
    ['a phase', { kind: 'phase', phase: 'waiting', sentence: 'x', state: null }],
    ['a decision', { kind: 'decision', decision: 'hold', turn: 1, by: 'person' }],
    ['a refusal', { kind: 'refused', action: 'stop', code: 'busy', sentence: 'x' }],
  ])('leaves out %s', (_, body) => {
    expect(sentence(body)).toBeNull()
  })

  it('shows a dash for what has no run or target', () => {
    const text = syslogSentence({ run: null, target: null, body: intentBody(), recorded: true })
    expect(text).toContain('run=- target=-')
  })
})
