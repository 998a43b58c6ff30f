import { engineOf, PROVIDERS, type Provider } from '../../src/engines/index.js'
import type { Results } from '../results.js'
import { meanSpeedUp, speedUp } from './ratios.js'

const [LEFT, ROW, BAR, UNIT, MOST] = [190, 18, 11, 150, 4]
const COLORS: Record<Provider, string> = { sqlite: '#0f80cc', postgresql: '#336791', mysql: '#e48e00' }

/** Bars from 1, where plain Prisma is: to the right Refract is faster. */
export function renderChart(results: Results): string {
  const lines: string[] = []
  let y = 40
  const x = (ratio: number) => LEFT + Math.min(ratio, MOST) * UNIT
  const text = (at: number, content: string, extra = '') => `<text x="${at}" y="${y + BAR - 1}" ${extra}>${content}</text>`
  const bar = (label: string, ratio: number, color: string, weight: string) => {
    const [from, to] = [Math.min(x(1), x(ratio)), Math.max(x(1), x(ratio))]
    lines.push(text(LEFT - 8, label, `text-anchor="end" font-weight="${weight}"`))
    lines.push(`<rect x="${from}" y="${y}" width="${Math.max(to - from, 1)}" height="${BAR}" fill="${color}"/>`)
    lines.push(text(to + 5, `${ratio.toFixed(2)}×`, `font-weight="${weight}"`))
    y += ROW
  }
  for (const provider of ['sqlite', ...PROVIDERS.filter((one) => one !== 'sqlite')] as Provider[]) {
    const cases = results[provider]?.cases?.cases
    if (cases === undefined) continue
    lines.push(text(LEFT - 8, engineOf(provider).title, 'text-anchor="end" font-weight="bold" font-size="14"'))
    y += ROW + 4
    for (const one of cases) bar(`${one.name}, ${one.inFlight} in flight`, speedUp(one), COLORS[provider], 'normal')
    bar('geometric mean', meanSpeedUp(cases), '#444444', 'bold')
    y += ROW
  }
  const width = x(MOST) + 60
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${y}" width="${width}" height="${y}" font-family="sans-serif" font-size="12">
<rect width="100%" height="100%" fill="white"/>
<text x="${x(1)}" y="24" text-anchor="middle">plain Prisma = 1</text>
<line x1="${x(1)}" y1="30" x2="${x(1)}" y2="${y - ROW}" stroke="#999999"/>
${lines.join('\n')}
</svg>
`
}
