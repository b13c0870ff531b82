/**
 * Values as text, between the worlds of a page and the test process: what structured clone carries,
 * cycles and all. Runs in Node and, by its source text, in the page: so it stands by itself.
 */

/** What becomes of functions and promises; without these, they cannot be cloned, as in Electron. */
export interface WireHooks {
  readonly giveFunction?: (value: (...args: unknown[]) => unknown) => number
  readonly takeFunction?: (id: number) => unknown
  readonly givePromise?: (value: Promise<unknown>) => number
  readonly takePromise?: (id: number) => unknown
}

export interface Wire {
  readonly encode: (value: unknown) => string
  readonly decode: (text: string) => unknown
}

/** Makes both directions. Throws a DataCloneError's text for what cannot cross. */
export function createWire(hooks: WireHooks = {}): Wire {
  type Code = string | number | boolean | null | [string, ...unknown[]]
  const refuse = (what: string): never => {
    throw new Error(`An object could not be cloned: ${what}`)
  }
  const arrays = { Uint8Array, Uint16Array, Uint32Array, Int8Array, Int16Array, Int32Array }

  function encode(value: unknown): string {
    const seen = new Map<object, number>()
    const number = (n: number): Code =>
      Number.isFinite(n) && !Object.is(n, -0) ? n : ['n', Object.is(n, -0) ? '-0' : String(n)]
    const put = (v: unknown): Code => {
      if (v === null || typeof v === 'string' || typeof v === 'boolean') return v
      if (typeof v === 'number') return number(v)
      if (v === undefined) return ['u']
      if (typeof v === 'bigint') return ['i', String(v)]
      if (typeof v === 'symbol') return refuse(String(v))
      if (typeof v === 'function') {
        if (hooks.giveFunction === undefined) return refuse('a function')
        return ['f', hooks.giveFunction(v as (...args: unknown[]) => unknown)]
      }
      return putObject(v)
    }
    const putObject = (v: object): Code => {
      const known = seen.get(v)
      if (known !== undefined) return ['r', known]
      if (v instanceof Promise) {
        if (hooks.givePromise === undefined) return refuse('a promise')
        return ['p', hooks.givePromise(v)]
      }
      seen.set(v, seen.size)
      if (Array.isArray(v)) return ['a', Array.from(v, put)]
      if (v instanceof Date) return ['d', v.getTime()]
      if (v instanceof RegExp) return ['x', v.source, v.flags]
      if (v instanceof Map) return ['m', Array.from(v, ([key, item]) => [put(key), put(item)])]
      if (v instanceof Set) return ['s', Array.from(v, put)]
      if (v instanceof Error) return ['e', v.name, v.message]
      if (v instanceof ArrayBuffer) return ['b', 'ArrayBuffer', Array.from(new Uint8Array(v))]
      if (ArrayBuffer.isView(v)) return ['b', v.constructor.name, Array.from(v as Uint8Array)]
      return ['o', Object.entries(v).map(([key, item]) => [key, put(item)])]
    }
    return JSON.stringify(put(value))
  }

  function decode(text: string): unknown {
    const seen: unknown[] = []
    const keep = <T>(value: T, fill?: (value: T) => void): T => {
      seen.push(value)
      fill?.(value)
      return value
    }
    const bytes = (name: string, items: number[]): unknown => {
      if (name === 'ArrayBuffer') return Uint8Array.from(items).buffer
      const of = (arrays as unknown as Record<string, typeof Uint8Array>)[name] ?? Uint8Array
      return of.from(items)
    }
    const define = (target: object, key: string, value: unknown): void => {
      // By definition, not assignment: a key called __proto__ is a key like any other.
      const how = { value, writable: true, enumerable: true, configurable: true }
      Object.defineProperty(target, key, how)
    }
    const take = (code: Code): unknown => {
      if (!Array.isArray(code)) return code
      const [tag, first, second] = code as [string, never, never]
      const list = first as unknown as Code[]
      const pairs = first as unknown as [Code, Code][]
      if (tag === 'u') return undefined
      if (tag === 'n') return Number(first)
      if (tag === 'i') return BigInt(first)
      if (tag === 'f') return hooks.takeFunction?.(first)
      if (tag === 'p') return hooks.takePromise?.(first)
      if (tag === 'r') return seen[first]
      if (tag === 'd') return keep(new Date(first))
      if (tag === 'x') return keep(new RegExp(first, second))
      if (tag === 'e') return keep(Object.assign(new Error(second), { name: first }))
      if (tag === 'b') return keep(bytes(first, second))
      if (tag === 'a') {
        return keep([] as unknown[], (array) => {
          for (const item of list) array.push(take(item))
        })
      }
      if (tag === 's') {
        return keep(new Set(), (set) => {
          for (const item of list) set.add(take(item))
        })
      }
      if (tag === 'm') {
        return keep(new Map(), (map) => {
          for (const [key, item] of pairs) map.set(take(key), take(item))
        })
      }
      return keep({}, (o) => {
        for (const [key, item] of pairs) define(o, key as string, take(item))
      })
    }
    return take(JSON.parse(text) as Code)
  }

  return { encode, decode }
}
