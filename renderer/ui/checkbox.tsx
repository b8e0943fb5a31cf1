import { Checkbox as Kit } from '@mantine/core';
import type { Ref } from 'react';
import styles from './checkbox.module.css';

interface CheckboxProps {
  readonly label: string;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
  readonly help?: string;
  readonly error?: string | null;
  readonly disabled?: boolean;
  readonly ref?: Ref<HTMLInputElement>;
}

export function Checkbox({ onChange, help, error, ...rest }: CheckboxProps) {
  return (
    <Kit
      {...rest}
      description={help}
      error={error ?? undefined}
      aria-invalid={typeof error === 'string' || undefined}
      onChange={(event) => onChange(event.currentTarget.checked)}
      size="xs"
      classNames={{ label: styles.label ?? '', input: styles.input ?? '', description: styles.help ?? '', error: styles.error ?? '' }}
    />
  );
}
