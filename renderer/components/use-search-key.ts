import { useRef, type RefObject } from 'react'
import { useKeys } from './use-keys.ts'

/** A search field that `/` leads to. */
export function useSearchKey(): RefObject<HTMLInputElement | null> {
  const field = useRef<HTMLInputElement>(null)
  useKeys((event) => {
    if (event.key !== '/') return
    field.current?.focus()
    event.preventDefault()
  })
  return field
}
