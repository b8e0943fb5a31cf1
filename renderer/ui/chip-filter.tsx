import { useId } from 'react';
import styles from './chip-filter.module.css';

interface ChipFilterProps<V extends string> {
  readonly label: string;
  readonly value: V;
  readonly options: readonly { readonly value: V; readonly label: string }[];
  readonly onChange: (value: V) => void;
}

/** One choice of a filter (LST-01): radio buttons drawn as chips. */
export function ChipFilter<V extends string>({ label, value, options, onChange }: ChipFilterProps<V>) {
  const name = useId();
  return (
    <fieldset className={styles.group}>
      <legend className={styles.legend}>{label}</legend>
      {options.map((option) => (
        <label key={option.value} className={styles.chip}>
          <input type="radio" className={styles.radio} name={name} checked={option.value === value} onChange={() => onChange(option.value)} />
          {option.label}
        </label>
      ))}
    </fieldset>
  );
}
