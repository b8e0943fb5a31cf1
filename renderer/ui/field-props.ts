/** What every field has: a label above, help under it, an error beside it in words. */
export interface FieldProps {
  readonly label: string;
  /** After the label, in small: «obbligatorio solo con preferenza Telefono». */
  readonly hint?: string | undefined;
  /** Under the field. */
  readonly help?: string | undefined;
  readonly error?: string | null | undefined;
  readonly required?: boolean;
  readonly disabled?: boolean;
  readonly readOnly?: boolean;
  readonly name?: string;
}
