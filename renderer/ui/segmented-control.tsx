import { useId } from 'react';
import { classes } from './classes.ts';
import { FieldLegend } from './field-legend.tsx';
import type { FieldProps } from './field-props.ts';
import fieldStyles from './field.module.css';
import styles from './segmented-control.module.css';

interface SegmentedControlProps<V extends string> extends FieldProps {
  readonly value: V | null;
  /** `alert` paints the chosen segment red, for *Bloccante*. */
  readonly options: readonly { readonly value: V; readonly label: string; readonly alert?: boolean; readonly disabled?: boolean }[];
  readonly onChange: (value: V) => void;
}

/** One choice out of a few short ones, all in sight: radio buttons in a row, moved through by the arrow keys. */
export function SegmentedControl<V extends string>({ label, hint, help, error, required = false, value, options, onChange, disabled = false }: SegmentedControlProps<V>) {
  const id = useId();
  return (
    <fieldset className={styles.group} disabled={disabled} aria-describedby={help ? `${id}-help` : undefined}>
      <FieldLegend label={label} hint={hint} required={required} />
      <div className={styles.row}>
        {options.map((option) => (
          <label key={option.value} className={classes(styles.segment, option.alert && styles.alert)}>
            <input
              type="radio"
              className={styles.radio}
              name={id}
              value={option.value}
              checked={option.value === value}
              disabled={option.disabled}
              onChange={() => onChange(option.value)}
            />
            <span>{option.label}</span>
          </label>
        ))}
      </div>
      {help && (
        <div id={`${id}-help`} className={fieldStyles.help}>
          {help}
        </div>
      )}
      {error && (
        <div className={fieldStyles.error} role="alert">
          {error}
        </div>
      )}
    </fieldset>
  );
}
