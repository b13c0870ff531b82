/** As whom Quiesce acts, and what root allows it now: the footer's word on it. */
import type { JSX } from 'react'
import type { HostInfo } from '../../shared/host.ts'
import { printable } from '../../shared/wording/numbers.ts'
import { permissionLine } from '../model/permission-words.ts'
import { dropPermission } from '../permission-actions.ts'
import { printRoute } from '../route.ts'
import { tellError, useApp } from '../store.ts'
import { Icon } from './icon.tsx'

const looks = { quiet: 'wide', missing: 'wide', asking: 'tide', granted: 'moss' } as const

export function PermissionLine(props: { readonly host: HostInfo }): JSX.Element {
  const app = useApp()
  const { text, kind, why } = permissionLine(props.host)
  const giveBack = (): void => {
    void dropPermission(app).then((error) => {
      if (error !== null) tellError(app.store, error)
    })
  }
  return (
    <span
      className={`permission ${kind} ${looks[kind]}`}
      title={printable(why)}
      {...(kind === 'asking' ? { role: 'status' } : {})}
    >
      <Icon name="key" />
      <a className="cut" href={printRoute({ view: 'settings', section: 'permission' })}>
        {printable(text)}
      </a>
      {kind === 'granted' && (
        <>
          {' · '}
          <button type="button" className="textual" onClick={giveBack}>
            Give it back
          </button>
        </>
      )}
    </span>
  )
}
