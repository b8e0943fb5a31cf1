import styles from './donut.module.css';

interface DonutProps {
  /** 0…1 */
  readonly part: number;
  /** What the picture says, for who does not see it. */
  readonly label: string;
}

const RADIUS = 40;
const ROUND = 2 * Math.PI * RADIUS;

/** One share of a whole as a ring; the numbers stand beside it. */
export function Donut({ part, label }: DonutProps) {
  const length = ROUND * Math.min(1, Math.max(0, part));
  return (
    <svg className={styles.donut} viewBox="0 0 100 100" role="img" aria-label={label}>
      <circle className={styles.whole} cx="50" cy="50" r={RADIUS} />
      {length > 0 && <circle className={styles.part} cx="50" cy="50" r={RADIUS} strokeDasharray={`${length} ${ROUND}`} transform="rotate(-90 50 50)" />}
    </svg>
  );
}
