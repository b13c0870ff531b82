import { CloseButton } from '@mantine/core'
import { useEffect, type JSX } from 'react'
import { printRoute } from '../route.ts'
import type { Notice } from '../state.ts'
import { closeNotice, useApp, useQuiesce } from '../store.ts'
import { Icon } from './icon.tsx'
import { Prose } from './name.tsx'

/** How long good news stays; trouble stays until it is closed. */
const goodNewsMs = 6000

const icons = { moss: 'check', amber: 'no-answer', tide: 'key' } as const

function NoticeCard(props: { readonly notice: Notice }): JSX.Element {
  const { store } = useApp()
  const { notice } = props
  useEffect(() => {
    if (notice.tone !== 'moss') return
    const timer = setTimeout(() => {
      closeNotice(store, notice.id)
    }, goodNewsMs)
    return () => {
      clearTimeout(timer)
    }
  }, [store, notice.id, notice.tone])
  return (
    <div className={`notice ${notice.tone}`} role={notice.tone === 'amber' ? 'alert' : 'status'}>
      <Icon name={icons[notice.tone]} />
      <div className="grow">
        <p>
          <Prose text={notice.text} />
        </p>
        {notice.next !== null && (
          <p className="s t2">
            <Prose text={notice.next} />
          </p>
        )}
        {notice.target !== undefined && (
          <a className="s" href={printRoute({ view: 'service', target: notice.target })}>
            Look at it
          </a>
        )}
      </div>
      <CloseButton
        size="sm"
        aria-label="Close this message"
        onClick={() => {
          closeNotice(store, notice.id)
        }}
      />
    </div>
  )
}

export function Notices(): JSX.Element {
  const notices = useQuiesce((s) => s.notices)
  return (
    <div className="notices">
      {notices.map((notice) => (
        <NoticeCard key={notice.id} notice={notice} />
      ))}
    </div>
  )
}
