import type { JSX } from 'react'
import { duration } from '../../shared/wording/numbers.ts'
import type { ChartScale } from '../model/chart-scale.ts'
import { countTicks, tickStep, type Curve } from '../model/run-curve.ts'
import { edge, type Frame } from './chart-frame.ts'

const tickWord = (at: number): string =>
  at === 0 ? '0\u00a0s' : at < 60 ? String(at) : duration(at * 1000)

/** Whole processes on the left, time below. */
export function ChartAxes(props: {
  readonly frame: Frame
  readonly curve: Curve
  readonly scale: ChartScale
}): JSX.Element {
  const { frame, curve, scale } = props
  const step = tickStep(scale.span, Math.max(3, Math.floor(frame.width / 76)))
  const ticks = Array.from({ length: Math.floor(scale.span / step) + 1 }, (_, at) => at * step)
  return (
    <g>
      {countTicks(curve.total).map((left) => (
        <g key={`y${left}`}>
          <path
            d={`M${edge.left} ${frame.y(left) + 0.5}H${frame.width - edge.right}`}
            className={left === 0 ? 'axis' : 'grid'}
          />
          <text x={edge.left - 8} y={frame.y(left) + 4} textAnchor="end">
            {left}
          </text>
        </g>
      ))}
      {ticks.map((at) => (
        <g key={`x${at}`}>
          <path d={`M${frame.x(at)} ${frame.y(0)}v4`} className="axis" />
          <text x={frame.x(at)} y={frame.y(0) + 17} textAnchor="middle">
            {tickWord(at)}
          </text>
        </g>
      ))}
    </g>
  )
}
