import type { ChartScale } from '../model/chart-scale.ts'
import type { Curve } from '../model/run-curve.ts'

/** Room around the chart for its words, in pixels. */
export const edge = { left: 34, right: 8, top: 30, bottom: 22 }

/** Height of the lane below the axis, with its gap. */
export const laneHeight = 29

/** The picture in pixels: seconds go right, processes go up. */
export interface Frame {
  readonly width: number
  readonly height: number
  readonly x: (seconds: number) => number
  readonly y: (left: number) => number
}

/** Places a curve in a picture of this size. */
export function frameOf(
  size: { width: number; height: number },
  curve: Curve,
  scale: ChartScale,
): Frame {
  const width = size.width - edge.left - edge.right
  const height = size.height - edge.top - edge.bottom
  return {
    ...size,
    x: (seconds) => edge.left + (Math.min(seconds, scale.span) / scale.span) * width,
    y: (left) => edge.top + (1 - left / Math.max(1, curve.total)) * height,
  }
}

/** The falling line as a path. */
export function staircase(curve: Curve, frame: Frame, until: number): string {
  const steps = curve.falls.map((fall) => `H${frame.x(fall.at)}V${frame.y(fall.left)}`)
  const end = Math.max(until, curve.falls.at(-1)?.at ?? 0)
  return `M${frame.x(0)} ${frame.y(curve.total)}${steps.join('')}H${frame.x(end)}`
}
