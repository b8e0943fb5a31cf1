import { Textarea as Kit } from '@mantine/core';
import { FieldLabel } from './field-label.tsx';
import type { FieldProps } from './field-props.ts';
import { FIELD_ORDER, fieldClasses } from './field-styles.ts';

interface TextAreaProps extends FieldProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly rows?: number;
  readonly maxLength?: number;
}

/** Several lines of plain text. */
export function TextArea({ label, hint, help, error, required = false, value, onChange, rows = 3, ...rest }: TextAreaProps) {
  return (
    <Kit
      {...rest}
      label={<FieldLabel label={label} hint={hint} />}
      description={help}
      error={error ?? undefined}
      required={required}
      withAsterisk={required}
      rows={rows}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      inputWrapperOrder={FIELD_ORDER}
      classNames={fieldClasses}
    />
  );
}
