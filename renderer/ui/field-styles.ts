import styles from './field.module.css';

/** The kit's parts in our look. A css module's names are always there; the `?? ''` is for the compiler. */
export const fieldClasses = {
  root: styles.root ?? '',
  label: styles.label ?? '',
  required: styles.required ?? '',
  input: styles.input ?? '',
  error: styles.error ?? '',
  description: styles.help ?? '',
};
/** The text inside of a field that has a button of its own. */
export const innerInput = styles.inner ?? '';
/** Label, field, help, error, from the top. */
export const FIELD_ORDER: ('label' | 'input' | 'description' | 'error')[] = ['label', 'input', 'description', 'error'];
