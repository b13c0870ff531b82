import { useEffect, useRef, type JSX, type ReactNode } from 'react'

/** What stands before every force: modal, with Cancel as the default. It is open while it is there. */
export function ForceDialog(props: {
  readonly close: () => void
  readonly children: ReactNode
}): JSX.Element {
  const { close } = props
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    dialog.current?.showModal()
    dialog.current?.querySelector<HTMLElement>('.cancel')?.focus()
  }, [])
  return (
    <dialog
      ref={dialog}
      className="force-modal"
      role="alertdialog"
      aria-labelledby="force-title"
      aria-describedby="force-lead"
      onCancel={close}
      onClick={(event) => {
        if (event.target === event.currentTarget) close()
      }}
    >
      {props.children}
    </dialog>
  )
}
