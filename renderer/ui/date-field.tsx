import { DateInput } from '@mantine/dates';
import { useTranslation } from 'react-i18next';
import { formatLanguage } from '../format.ts';
import { FieldLabel } from './field-label.tsx';
import type { FieldProps } from './field-props.ts';
import { FIELD_ORDER, fieldClasses } from './field-styles.ts';
import { typedDay } from './typed-day.ts';
import 'dayjs/locale/it';
import 'dayjs/locale/ru';
import '@mantine/dates/styles.layer.css';

interface DateFieldProps extends FieldProps {
  /** The first ms of the day in the device's zone; null for none. */
  readonly value: number | null;
  readonly onChange: (value: number | null) => void;
  readonly labelHidden?: boolean;
}

/** As `formatDate` writes it. */
const WRITTEN = { it: 'DD/MM/YYYY', en: 'DD/MM/YYYY', ru: 'DD.MM.YYYY' } as const;

const two = (value: number) => String(value).padStart(2, '0');
/** The kit speaks `YYYY-MM-DD`, without a zone. */
function toText(at: number): string {
  const day = new Date(at);
  return `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}`;
}
function toTime(text: string): number {
  return new Date(`${text}T00:00:00`).getTime();
}

/** A day, typed as gg/mm/aaaa or chosen. */
export function DateField({ label, hint, help, error, required = false, value, onChange, labelHidden = false, disabled = false, readOnly = false }: DateFieldProps) {
  const { t } = useTranslation('common');
  return (
    <DateInput
      {...(labelHidden ? { 'aria-label': label } : { label: <FieldLabel label={label} hint={hint} /> })}
      description={help}
      error={error ?? undefined}
      required={required}
      disabled={disabled}
      readOnly={readOnly}
      value={value === null ? null : toText(value)}
      onChange={(text) => onChange(text === null ? null : toTime(text))}
      valueFormat={WRITTEN[formatLanguage()]}
      dateParser={(text) => typedDay(text, Date.now())}
      placeholder={t('date.placeholder')}
      locale={formatLanguage()}
      clearable
      clearButtonProps={{ 'aria-label': t('date.clear') }}
      popoverProps={{ transitionProps: { duration: 0 } }}
      inputWrapperOrder={FIELD_ORDER}
      classNames={fieldClasses}
    />
  );
}
