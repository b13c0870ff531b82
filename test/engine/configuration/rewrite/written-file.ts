/**
 * Files as people write them, for properties: odd indentation, comments everywhere, flow style,
 * anchors, quotes. Each line knows what it is about, so that a test can say which may change.
 */
import fc from 'fast-check'

export type Path = readonly string[]

export interface WrittenLine {
  readonly text: string
  /** What it says; a comment above something is about that. */
  readonly about: Path
}

export interface WrittenFile {
  readonly lines: readonly WrittenLine[]
  readonly text: string
}

/** Numbers that stand for choices. `fc.gen()` would say the same, in a hundred times the time. */
export const tapes = fc.array(fc.nat({ max: 9999 }), { minLength: 200, maxLength: 200 })

export class Chooser {
  readonly #tape: readonly number[]
  #at = 0

  constructor(tape: readonly number[]) {
    this.#tape = tape
  }
  choose<T>(...of: readonly T[]): T {
    const number = this.#tape[this.#at % this.#tape.length] ?? 0
    this.#at += 1
    return of[number % of.length] as T
  }
  often(): boolean {
    return this.choose(true, true, false)
  }
  rarely(): boolean {
    return this.choose(false, false, false, true)
  }
}

/** Writes one file, line by line. */
class FileWriter extends Chooser {
  readonly lines: WrittenLine[] = []
  #comments = 0

  write(about: Path, text: string): void {
    this.lines.push({ about, text })
  }
  /** Each comment is another one, so that it can be looked for. */
  comment(): string {
    this.#comments += 1
    return `# c${this.#comments}.${this.choose('', ' note: {x}', ' - a', ' "q', " it's [")}`
  }
  trailing(): string {
    return this.choose('', '', ` ${this.comment()}`, `   ${this.comment()}`)
  }
  /** Empty lines and comments before something; those right above it are about it. */
  noise(about: Path, indent: string): void {
    if (this.rarely()) this.write([], this.choose('', '   '))
    if (this.rarely()) this.write(about.slice(0, -1), `${indent}${this.comment()}`)
    // An empty line between keeps the comment above apart from what follows.
    if (this.lines.at(-1)?.text.trim().startsWith('#') === true) this.write([], '')
    if (this.rarely()) this.write(about, `${indent}${this.comment()}`)
  }
  pair(about: Path, indent: string, value: string): void {
    const key = about.at(-1) ?? ''
    const written = this.choose(key, key, key, `"${key}"`, `'${key}'`)
    this.write(about, `${indent}${written}:${value}${this.trailing()}`)
  }
  list(about: Path, indent: string, items: readonly string[]): void {
    if (this.often()) {
      const [open, between] = this.choose(['[', ', '] as const, ['[ ', ' , '] as const)
      this.pair(about, indent, ` ${open}${items.join(between)}${open === '[' ? ']' : ' ]'}`)
      return
    }
    this.pair(about, indent, '')
    const deeper = indent + this.choose('', '  ')
    for (const item of items) this.write(about, `${deeper}- ${item}${this.trailing()}`)
  }

  service(name: string, indent: string, step: string): void {
    const about = ['services', name]
    this.noise(about, indent)
    if (this.rarely()) {
      this.pair(
        about,
        indent,
        this.choose(' {exe: /bin/x, port: 1}', ' { exe: /bin/x, needs: [s0] }'),
      )
      return
    }
    this.pair(about, indent, '')
    const inner = indent + step
    this.pair([...about, 'exe'], inner, this.choose(' /bin/x', ' "/bin/x y"', "   '/bin/x'"))
    if (this.often()) this.pair([...about, 'port'], inner, this.choose(' 80', '  0x50', ' 8080'))
    if (this.often()) {
      this.noise([...about, 'title'], inner)
      this.pair([...about, 'title'], inner, this.choose(' "It: # is"', " 'one''s'", ' Plain text'))
    } else if (this.rarely()) {
      this.write([...about, 'title'], `${inner}title: ${this.choose('|', '>-', '|+')}`)
      this.write([...about, 'title'], `${inner}  # no comment`)
      this.write([...about, 'title'], `${inner}  two`)
    }
    if (this.often()) this.list([...about, 'needs'], inner, this.choose(['s0'], ['s1', 's0', 'x']))
    if (this.rarely()) {
      this.pair([...about, 'probe'], inner, '')
      this.pair([...about, 'probe', 'port'], inner + step, ' 81')
      this.pair([...about, 'probe', 'every'], inner + step, ' 9')
    }
    if (this.rarely()) this.write([...about, 'end'], `${inner}${this.comment()}`)
  }

  settings(root: string, step: string): void {
    const child = root + step
    this.pair(['settings'], root, '')
    this.noise(['settings', 'window'], child)
    if (this.often()) {
      this.pair(
        ['settings', 'window'],
        child,
        this.choose(' {keys: false}', ' { keys: true, force: type }'),
      )
    } else {
      this.pair(['settings', 'window'], child, '')
      this.pair(['settings', 'window', 'keys'], child + step, ' false')
      if (this.often()) this.pair(['settings', 'window', 'force'], child + step, ' type')
    }
    if (this.often())
      this.list(['settings', 'favourites'], child, this.choose(['s0'], ['s1', 's0', '"pid:1"']))
    if (this.rarely()) this.pair(['settings', 'schedule'], child, ' stop/5/ask')
    if (this.rarely()) {
      this.pair(['settings', 'notify'], child, '')
      this.noise(['settings', 'notify', 'quiet'], child + step)
      this.pair(['settings', 'notify', 'quiet'], child + step, ' {from: "22:00", to: "07:00"}')
    }
  }
}

/** A whole file: sections in any order, each with its own indentation. */
export function writeAnyFile(tape: readonly number[]): WrittenFile {
  const writer = new FileWriter(tape)
  const root = writer.choose('', '', '', '  ')
  const step = writer.choose('  ', '    ', '   ')
  const services = (): void => {
    writer.pair(['services'], root, '')
    const most = writer.choose(1, 2, 3)
    for (let n = 0; n < most; n += 1) writer.service(`s${n}`, root + step, step)
  }
  const groups = (): void => {
    writer.pair(['groups'], root, '')
    writer.list(['groups', 'all'], root + step, ['s0', 's1'])
    if (writer.rarely()) writer.list(['groups', 'more'], root + step, ['s1'])
  }
  const settings = (): void => {
    writer.settings(root, step)
  }
  const sections = writer.choose(
    [services, groups, settings],
    [settings, services],
    [groups, services, settings],
    [services],
  )
  if (writer.rarely()) writer.write([], `${root}${writer.comment()}`)
  for (const section of sections) {
    if (writer.rarely()) writer.write([], '')
    section()
  }
  const end = writer.choose('\n', '\n', '', '\n\n')
  const newline = writer.choose('\n', '\n', '\n', '\r\n')
  const text = (writer.lines.map((line) => line.text).join('\n') + end).replaceAll('\n', newline)
  return { lines: writer.lines, text }
}
