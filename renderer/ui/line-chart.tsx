import { useLayoutEffect, useRef, useState } from 'react';
import { classes } from './classes.ts';
import styles from './line-chart.module.css';

interface Series {
  readonly name: string;
  readonly values: readonly number[];
  /** Also told apart by its stroke: nothing by colour alone. */
  readonly dashed?: boolean;
}
interface LineChartProps {
  /** A word for each value. */
  readonly labels: readonly string[];
  readonly series: readonly Series[];
  readonly format: (value: number) => string;
  /** What is counted, over the table that a screen reader gets instead of the picture. */
  readonly caption: string;
}

const LEFT = 34;
const TOP = 8;
const BOTTOM = 22;

/** The next round number at or above `top` that four even steps reach. */
export function niceTop(top: number): number {
  if (top <= 4) return 4;
  const step = 10 ** Math.floor(Math.log10(top / 4));
  return 4 * step * Math.ceil(top / 4 / step);
}

/** A few numbers over time as lines, at the size of its place. */
export function LineChart({ labels, series, format, caption }: LineChartProps) {
  const place = useRef<HTMLDivElement>(null);
  const [{ width, height }, setSize] = useState({ width: 0, height: 0 });
  useLayoutEffect(() => {
    if (place.current === null) return;
    const observer = new ResizeObserver(([entry]) => entry && setSize({ width: entry.contentRect.width, height: entry.contentRect.height }));
    observer.observe(place.current);
    return () => observer.disconnect();
  }, []);

  const top = niceTop(Math.max(...series.flatMap(({ values }) => values), 0));
  const x = (at: number) => LEFT + ((width - LEFT - 8) * at) / Math.max(1, labels.length - 1);
  const y = (value: number) => TOP + (height - TOP - BOTTOM) * (1 - value / top);
  // Words that would touch are left out, the last one never.
  const every = Math.max(1, Math.ceil((labels.length * 44) / Math.max(1, width - LEFT)));
  return (
    <div className={styles.chart}>
      <div ref={place} className={styles.place} aria-hidden>
        {width > 0 && height > 0 && (
          <svg width={width} height={height}>
            {[0, 1, 2, 3, 4].map((line) => (
              <g key={line}>
                <line className={styles.line} x1={LEFT} x2={width} y1={y((top * line) / 4)} y2={y((top * line) / 4)} />
                <text className={styles.word} x={LEFT - 6} y={y((top * line) / 4) + 4} textAnchor="end">
                  {format((top * line) / 4)}
                </text>
              </g>
            ))}
            {labels.map((label, at) =>
              (labels.length - 1 - at) % every === 0 ? (
                <text key={label} className={styles.word} x={x(at)} y={height - 6} textAnchor={at === labels.length - 1 ? 'end' : 'middle'}>
                  {label}
                </text>
              ) : null,
            )}
            {series.map(({ name, values, dashed }) => (
              <g key={name}>
                <polyline className={classes(styles.series, dashed && styles.dashed)} points={values.map((value, at) => `${x(at)},${y(value)}`).join(' ')} />
                {values.map((value, at) => (
                  <circle key={labels[at]} className={classes(styles.point, dashed && styles.quietPoint)} cx={x(at)} cy={y(value)} r={3}>
                    <title>{`${labels[at]}: ${name} ${format(value)}`}</title>
                  </circle>
                ))}
              </g>
            ))}
          </svg>
        )}
      </div>
      <div className={styles.legend} aria-hidden>
        {series.map(({ name, dashed }) => (
          <span key={name} className={classes(styles.key, dashed && styles.dashedKey)}>
            {name}
          </span>
        ))}
      </div>
      {/* A table does not shrink to nothing by itself; it would make its place scroll. */}
      <div className="aloud">
        <table>
          <caption>{caption}</caption>
          <thead>
            <tr>
              <td />
              {labels.map((label) => (
                <th key={label} scope="col">
                  {label}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {series.map(({ name, values }) => (
              <tr key={name}>
                <th scope="row">{name}</th>
                {values.map((value, at) => (
                  <td key={labels[at]}>{format(value)}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}
