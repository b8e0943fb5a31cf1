import { useTranslation } from 'react-i18next';
import type { Priority } from '#shared/domain/tickets/values.ts';
import { formatWeekday } from '../../format.ts';
import { Button } from '../../ui/button.tsx';
import { Checkbox } from '../../ui/checkbox.tsx';
import { DateField } from '../../ui/date-field.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { Select } from '../../ui/select.tsx';
import { TextField } from '../../ui/text-field.tsx';
import type { CalendarForm, CalendarProblem, ClosureForm } from './calendar-form.ts';
import styles from './service.module.css';

interface CalendarFieldsProps {
  readonly form: CalendarForm;
  readonly problems: readonly CalendarProblem[];
  readonly onChange: (part: Partial<CalendarForm>) => void;
}

const PRIORITIES: readonly Priority[] = ['blocking', 'high', 'normal', 'low'];
const two = (value: number) => String(value).padStart(2, '0');
const dateOf = (at: number) => {
  const day = new Date(at);
  return `${String(day.getFullYear())}-${two(day.getMonth() + 1)}-${two(day.getDate())}`;
};

export function CalendarFields({ form, problems, onChange }: CalendarFieldsProps) {
  const { t } = useTranslation('service');
  const wrong = (problem: CalendarProblem) => (problems.includes(problem) ? t(`calendar.wrong.${problem.split('.')[0] ?? ''}`) : null);
  const zones = [...new Set([form.zone, ...Intl.supportedValuesOf('timeZone')])];
  const closure = (at: number, part: Partial<ClosureForm>) => onChange({ closures: form.closures.map((one, index) => (index === at ? { ...one, ...part } : one)) });

  return (
    <>
      <section className={styles.part}>
        <h2>{t('calendar.hours')}</h2>
        <div className={styles.row}>
          <TextField label={t('calendar.opens')} value={form.opens} onChange={(opens) => onChange({ opens })} error={wrong('opens') ?? wrong('hours')} maxLength={5} />
          <TextField label={t('calendar.closes')} value={form.closes} onChange={(closes) => onChange({ closes })} error={wrong('closes')} maxLength={5} />
          <Select label={t('calendar.zone')} value={form.zone} options={zones.map((value) => ({ value, label: value.replaceAll('_', ' ') }))} onChange={(zone) => onChange({ zone })} searchable />
        </div>
        <fieldset className={styles.days}>
          <legend>{t('calendar.weekdays')}</legend>
          {[1, 2, 3, 4, 5, 6, 7].map((day) => (
            <Checkbox
              key={day}
              label={formatWeekday(day)}
              checked={form.weekdays.includes(day)}
              onChange={(on) => onChange({ weekdays: on ? [...form.weekdays, day] : form.weekdays.filter((one) => one !== day) })}
            />
          ))}
        </fieldset>
        {wrong('weekdays') && <p className={styles.wrong}>{wrong('weekdays')}</p>}
      </section>
      <section className={styles.part}>
        <h2>{t('calendar.days')}</h2>
        <p className={styles.text}>{t('calendar.days_text')}</p>
        <div className={styles.row}>
          {PRIORITIES.map((priority) => (
            <TextField
              key={priority}
              label={t(`support:priority.${priority}`)}
              value={form.days[priority]}
              onChange={(days) => onChange({ days: { ...form.days, [priority]: days } })}
              error={wrong(`days.${priority}`)}
              inputMode="numeric"
              maxLength={2}
            />
          ))}
        </div>
      </section>
      <section className={styles.part}>
        <h2>{t('calendar.holidays')}</h2>
        <Checkbox label={t('calendar.italian')} help={t('calendar.italian_help')} checked={form.italianHolidays} onChange={(italianHolidays) => onChange({ italianHolidays })} />
        {form.closures.length === 0 && <p className={styles.text}>{t('calendar.no_closures')}</p>}
        <ul className={styles.closures}>
          {form.closures.map(({ date, name, yearly }, at) => (
            // A closure has no name of its own but its place in the list.
            <li key={at}>
              <DateField label={t('calendar.closure.date')} value={date === null ? null : new Date(`${date}T00:00:00`).getTime()} onChange={(day) => closure(at, { date: day === null ? null : dateOf(day) })} />
              <TextField label={t('calendar.closure.name')} value={name} onChange={(text) => closure(at, { name: text })} maxLength={80} />
              <Checkbox label={t('calendar.closure.yearly')} checked={yearly} onChange={(on) => closure(at, { yearly: on })} />
              <IconButton icon="delete" label={t('calendar.closure.remove', { name: name === '' ? (date ?? '') : name })} onClick={() => onChange({ closures: form.closures.filter((_one, index) => index !== at) })} />
            </li>
          ))}
        </ul>
        {(wrong('closures') ?? wrong('yearly')) && <p className={styles.wrong}>{wrong('closures') ?? wrong('yearly')}</p>}
        <div>
          <Button icon="plus" label={t('calendar.closure.add')} onClick={() => onChange({ closures: [...form.closures, { date: null, name: '', yearly: false }] })} />
        </div>
      </section>
    </>
  );
}
