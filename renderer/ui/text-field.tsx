import { PasswordInput, TextInput } from '@mantine/core';
import type { ComponentPropsWithRef } from 'react';
import { useTranslation } from 'react-i18next';
import { FieldLabel } from './field-label.tsx';
import type { FieldProps } from './field-props.ts';
import { FIELD_ORDER, fieldClasses, innerInput } from './field-styles.ts';
import { Icon, type IconName } from './icon.tsx';

interface TextFieldProps extends FieldProps, Pick<ComponentPropsWithRef<'input'>, 'ref' | 'autoComplete' | 'placeholder' | 'maxLength' | 'inputMode' | 'autoFocus' | 'onKeyDown' | 'onBlur' | 'spellCheck' | 'id'> {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly type?: 'text' | 'email' | 'tel' | 'password' | 'search';
  readonly icon?: IconName;
  /** For a place where the label would say it twice; it is still read aloud. */
  readonly labelHidden?: boolean;
}

/** One line of text; `password` has show and hide (ACC-03). */
export function TextField({ label, hint, help, error, required = false, value, onChange, type = 'text', icon, labelHidden = false, ...rest }: TextFieldProps) {
  const { t } = useTranslation('common');
  const shared = {
    ...rest,
    ...(labelHidden ? { 'aria-label': label } : { label: <FieldLabel label={label} hint={hint} /> }),
    description: help,
    error: error ?? undefined,
    required,
    // The browser's own bubbles are not ours, nor in our languages.
    withAsterisk: required,
    value,
    onChange: (event: { currentTarget: { value: string } }) => onChange(event.currentTarget.value),
    inputWrapperOrder: FIELD_ORDER,
    // In a dialog, the mark that its focus trap looks for.
    'data-autofocus': rest.autoFocus === true || undefined,
    'data-icon': icon,
    leftSection: icon === undefined ? undefined : <Icon name={icon} />,
  };
  if (type === 'password') {
    return (
      <PasswordInput
        {...shared}
        // The kit says it of the frame around the field, which nobody hears.
        aria-invalid={shared.error !== undefined || undefined}
        classNames={{ ...fieldClasses, innerInput }}
        visibilityToggleButtonProps={{ 'aria-label': t('password.toggle'), tabIndex: 0 }}
        visibilityToggleIcon={({ reveal }) => <Icon name={reveal ? 'hide' : 'show'} />}
      />
    );
  }
  return <TextInput {...shared} type={type} classNames={fieldClasses} />;
}
