import styles from './progress.module.css';

interface ProgressProps {
  readonly label: string;
  readonly done: number;
  /** 0 while nobody knows. */
  readonly total: number;
}

/** How far a long work is; its label says the counts. */
export function Progress({ label, done, total }: ProgressProps) {
  const known = total > 0;
  return (
    <progress className={styles.bar} aria-label={label} max={known ? total : 1} {...(known ? { value: Math.min(done, total) } : {})}>
      {label}
    </progress>
  );
}
