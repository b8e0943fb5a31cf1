import { useId } from 'react';
import { FieldLegend } from './field-legend.tsx';
import type { FieldProps } from './field-props.ts';
import fieldStyles from './field.module.css';
import styles from './choice-list.module.css';

interface ChoiceListProps<V extends string> extends FieldProps {
  readonly value: V | null;
  /** `help` says what belongs to the choice; it is read with it. */
  readonly options: readonly { readonly value: V; readonly label: string; readonly help: string }[];
  readonly onChange: (value: V) => void;
}

/** One choice out of a few that need a sentence each: radio buttons below one another. */
export function ChoiceList<V extends string>({ label, hint, error, required = false, value, options, onChange }: ChoiceListProps<V>) {
  const id = useId();
  return (
    <fieldset className={styles.group} aria-describedby={error ? `${id}-error` : undefined}>
      <FieldLegend label={label} hint={hint} required={required} />
      <div className={styles.rows} data-error={error ? true : undefined}>
        {options.map((option) => (
          <label key={option.value} className={styles.row}>
            <input
              type="radio"
              className={styles.radio}
              name={id}
              value={option.value}
              checked={option.value === value}
              required={required}
              aria-describedby={`${id}-${option.value}`}
              onChange={() => onChange(option.value)}
            />
            <span>
              {option.label}
              <span id={`${id}-${option.value}`} className={styles.help}>
                {option.help}
              </span>
            </span>
          </label>
        ))}
      </div>
      {error && (
        <div id={`${id}-error`} className={fieldStyles.error} role="alert">
          {error}
        </div>
      )}
    </fieldset>
  );
}
