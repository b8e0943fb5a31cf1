import styles from './field.module.css';

/** The words of a label with its small print. */
export function FieldLabel({ label, hint }: { readonly label: string; readonly hint?: string | undefined }) {
  return (
    <>
      {label}
      {hint !== undefined && <span className={styles.hint}> · {hint}</span>}
    </>
  );
}
