import { FieldLabel } from './field-label.tsx';
import type { FieldProps } from './field-props.ts';
import styles from './field.module.css';

/** The name of a group of choices, as a field's label is the name of a field. */
export function FieldLegend({ label, hint, required = false }: Pick<FieldProps, 'label' | 'hint' | 'required'>) {
  return (
    <legend className={styles.label}>
      <FieldLabel label={label} hint={hint} />
      {required && (
        <span className={styles.required} aria-hidden>
          {' *'}
        </span>
      )}
    </legend>
  );
}
