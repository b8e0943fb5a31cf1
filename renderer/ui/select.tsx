import { Select as Kit } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { FieldLabel } from './field-label.tsx';
import type { FieldProps } from './field-props.ts';
import { FIELD_ORDER, fieldClasses } from './field-styles.ts';
import { Icon } from './icon.tsx';

interface SelectProps<V extends string> extends FieldProps {
  readonly value: V | null;
  readonly options: readonly { readonly value: V; readonly label: string }[];
  readonly onChange: (value: V) => void;
  /** Typing narrows the list; for more than some ten options. */
  readonly searchable?: boolean;
  readonly placeholder?: string;
  readonly labelHidden?: boolean;
}

/** One choice out of a list that is too long for a SegmentedControl. */
export function Select<V extends string>({ label, hint, help, error, required = false, value, options, onChange, searchable = false, labelHidden = false, readOnly, ...rest }: SelectProps<V>) {
  const { t } = useTranslation('common');
  return (
    <Kit
      {...rest}
      {...(labelHidden ? { 'aria-label': label } : { label: <FieldLabel label={label} hint={hint} /> })}
      description={help}
      error={error ?? undefined}
      required={required}
      value={value}
      data={options.map((option) => ({ ...option }))}
      onChange={(chosen) => {
        const option = options.find((one) => one.value === chosen);
        if (option !== undefined) onChange(option.value);
      }}
      readOnly={readOnly ?? false}
      allowDeselect={false}
      searchable={searchable}
      nothingFoundMessage={t('nothing_found')}
      rightSection={<Icon name="down" size={14} />}
      comboboxProps={{ transitionProps: { duration: 0 }, shadow: 'md' }}
      inputWrapperOrder={FIELD_ORDER}
      classNames={fieldClasses}
    />
  );
}
