/** Pictures: PNG alone, whose size is read and whose bytes are kept. */
import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import type Electron from 'electron'

type Promised = Pick<
  Electron.NativeImage,
  | 'isEmpty'
  | 'getSize'
  | 'toPNG'
  | 'toDataURL'
  | 'isTemplateImage'
  | 'setTemplateImage'
  | 'isMacTemplateImage'
  | 'addRepresentation'
  | 'getAspectRatio'
  | 'getScaleFactors'
>

const signature = '89504e470d0a1a0a'

export class StandInImage implements Promised {
  isMacTemplateImage = false
  readonly #png: Buffer
  readonly #scales = new Set([1])

  constructor(png: Buffer) {
    // As the real one: what it cannot read is an empty picture, without a word.
    this.#png = png.subarray(0, 8).toString('hex') === signature ? png : Buffer.alloc(0)
  }

  isEmpty = (): boolean => this.#png.length === 0
  getSize = (): Electron.Size =>
    this.isEmpty()
      ? { width: 0, height: 0 }
      : { width: this.#png.readUInt32BE(16), height: this.#png.readUInt32BE(20) }
  getAspectRatio = (): number => (this.isEmpty() ? 1 : this.getSize().width / this.getSize().height)
  toPNG = (): Buffer => this.#png
  toDataURL = (): string => `data:image/png;base64,${this.#png.toString('base64')}`
  isTemplateImage = (): boolean => this.isMacTemplateImage
  setTemplateImage = (option: boolean): void => {
    this.isMacTemplateImage = option
  }
  addRepresentation = ({ scaleFactor = 1 }: Electron.AddRepresentationOptions): void => {
    this.#scales.add(scaleFactor)
  }
  getScaleFactors = (): number[] => [...this.#scales]
  resize = (options: Electron.ResizeOptions): StandInImage => {
    if (options.width === 0 || options.height === 0) return new StandInImage(Buffer.alloc(0))
    return this
  }

  /** What tells two pictures apart: `16x16 3f2a…`, or `empty`. */
  describe(): string {
    if (this.isEmpty()) return 'empty'
    const { width, height } = this.getSize()
    return `${width}x${height} ${createHash('sha256').update(this.#png).digest('hex').slice(0, 12)}`
  }
}

/** The picture that a path or a picture names. */
export const toImage = (image: StandInImage | string): StandInImage =>
  typeof image === 'string' ? nativeImage.createFromPath(image) : image

const dataUrl = /^data:image\/png;base64,/

export const nativeImage = {
  createEmpty: (): StandInImage => new StandInImage(Buffer.alloc(0)),
  createFromPath: (path: string): StandInImage =>
    new StandInImage(existsSync(path) ? readFileSync(path) : Buffer.alloc(0)),
  createFromBuffer: (buffer: Buffer): StandInImage => new StandInImage(buffer),
  createFromDataURL: (url: string): StandInImage =>
    new StandInImage(Buffer.from(dataUrl.test(url) ? url.replace(dataUrl, '') : '', 'base64')),
} satisfies Partial<Record<keyof typeof Electron.nativeImage, unknown>>
