import { Textarea } from '@mantine/core';
import type { ComponentPropsWithRef } from 'react';
import { FieldLabel } from './field-label.tsx';
import type { FieldProps } from './field-props.ts';
import { areaClasses, FIELD_ORDER } from './field-styles.ts';

interface TextAreaProps extends FieldProps, Pick<ComponentPropsWithRef<'textarea'>, 'ref' | 'placeholder' | 'maxLength' | 'onBlur' | 'onKeyDown'> {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly rows?: number;
}

/** Several lines of plain text. */
export function TextArea({ label, hint, help, error, required = false, value, onChange, rows = 4, ...rest }: TextAreaProps) {
  return (
    <Textarea
      {...rest}
      label={<FieldLabel label={label} hint={hint} />}
      description={help}
      error={error ?? undefined}
      required={required}
      value={value}
      rows={rows}
      onChange={(event) => onChange(event.currentTarget.value)}
      inputWrapperOrder={FIELD_ORDER}
      classNames={areaClasses}
    />
  );
}
