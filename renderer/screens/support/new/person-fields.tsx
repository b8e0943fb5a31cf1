import { useTranslation } from 'react-i18next';
import { contactPreferenceSchema, requestAreaSchema, requestTypeSchema } from '#shared/domain/tickets/values.ts';
import { Checkbox } from '../../../ui/checkbox.tsx';
import { ChoiceList } from '../../../ui/choice-list.tsx';
import { SegmentedControl } from '../../../ui/segmented-control.tsx';
import { Select } from '../../../ui/select.tsx';
import { TextField } from '../../../ui/text-field.tsx';
import { refusalSentence } from '../parts/sentence.ts';
import type { TicketField } from './check-ticket.ts';
import { PriorityField } from './priority-field.tsx';
import type { Person, TicketFormState } from './use-ticket-form.ts';
import styles from './form.module.css';

/** Who asks, how to reach them, and what kind of help (TKT-05…10). */
export function PersonFields({ form, person }: { readonly form: TicketFormState; readonly person: Person }) {
  const { t } = useTranslation('support');
  const { draft, change } = form;
  const errorOf = (field: TicketField) => {
    const problem = form.problemOf(field);
    return problem ? refusalSentence(problem) : null;
  };
  return (
    <div className={styles.columns}>
      <CompanyField form={form} />
      <TextField label={t('field.requester')} value={person.name || person.email} onChange={() => undefined} readOnly />
      <div data-field="email">
        <TextField
          label={t('field.email')}
          type="email"
          value={draft.email}
          onChange={(email) => change({ email })}
          error={errorOf('email')}
          help={draft.email.trim().toLowerCase() === person.email.toLowerCase() ? undefined : t('field.email.both', { account: person.email })}
          maxLength={254}
          required
        />
      </div>
      <SegmentedControl
        label={t('field.contact')}
        value={draft.contactPreference}
        options={contactPreferenceSchema.options.map((value) => ({ value, label: t(`contact.${value}`) }))}
        help={t(`contact.${draft.contactPreference}.help`)}
        onChange={(contactPreference) => change({ contactPreference })}
      />
      <div data-field="phone">
        <TextField
          label={t('field.phone')}
          hint={t('field.phone.hint')}
          type="tel"
          value={draft.phone}
          onChange={(phone) => change({ phone })}
          error={errorOf('phone')}
          maxLength={40}
          required={draft.contactPreference === 'phone'}
        />
      </div>
      <div data-field="type">
        <SegmentedControl
          label={t('field.type')}
          value={draft.type}
          options={requestTypeSchema.options.map((value) => ({ value, label: t(`type.${value}`) }))}
          onChange={(type) => change({ type })}
        />
      </div>
      <div className={styles.whole} data-field="priority">
        <PriorityField priority={draft.priority} answers={draft.blocking} error={errorOf('blocking')} onChange={change} />
      </div>
      <div className={styles.whole} data-field="private">
        <Checkbox label={t('private.word')} help={t('private.help')} checked={draft.private} onChange={(hidden) => change({ private: hidden })} />
      </div>
      <div className={styles.whole} data-field="area">
        <ChoiceList
          label={t('field.area')}
          value={draft.area}
          options={requestAreaSchema.options.map((value) => ({ value, label: t(`area.${value}`), help: t(`area.${value}.topics`) }))}
          onChange={(area) => change({ area })}
          error={errorOf('area')}
          required
        />
      </div>
    </div>
  );
}

/** TKT-05: whom it is for; a choice where there is one. */
export function CompanyField({ form: { companies, company, chooseCompany } }: { readonly form: TicketFormState }) {
  const { t } = useTranslation('support');
  const named = (one: { name: string; vatNumber: string }) => [one.name, one.vatNumber].filter(Boolean).join(' · ');
  return companies.length > 1 ? (
    <Select
      label={t('field.company')}
      value={company?.id ?? null}
      options={companies.map((one) => ({ value: one.id, label: named(one) }))}
      onChange={chooseCompany}
      searchable={companies.length > 10}
    />
  ) : (
    <TextField label={t('field.company')} value={company ? named(company) : ''} onChange={() => undefined} readOnly />
  );
}
