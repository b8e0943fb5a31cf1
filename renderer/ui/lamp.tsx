import { classes } from './classes.ts';
import styles from './lamp.module.css';

export type LampTone = 'on' | 'busy' | 'off' | 'alert';

interface LampProps {
  readonly tone: LampTone;
  readonly word: string;
  /** What a click does, for screen readers and the tooltip. */
  readonly action: string;
  readonly onClick: () => void;
}

/** The sync lamp: always one honest word; each state has a shape too. */
export function Lamp({ tone, word, action, onClick }: LampProps) {
  return (
    <button type="button" className={classes(styles.lamp, styles[tone])} onClick={onClick} title={action}>
      <span className={styles.light} aria-hidden />
      <span role="status">{word}</span>
    </button>
  );
}
