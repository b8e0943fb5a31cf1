import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Calendar } from '#shared/domain/sla/calendar.ts';
import type { TenantView } from '#shared/rpc/contract.ts';
import { ask } from '../../data/ask.ts';
import { askAgain, useQueryOf } from '../../data/query.ts';
import { mayInSession, useSession } from '../../data/use-session.ts';
import { sentenceOf } from '../../errors/sentence.ts';
import { useScreenCommands } from '../../state/commands.ts';
import { Notice } from '../../ui/notice.tsx';
import { showToast } from '../../ui/toast.tsx';
import { Waiting } from '../../ui/waiting.tsx';
import { CalendarFields } from './calendar-fields.tsx';
import { calendarOf, formOf, type CalendarProblem } from './calendar-form.ts';
import styles from './service.module.css';

/** SLA-01: the vendor's hours, holidays and the days it promises by priority. */
export function CalendarScreen() {
  const { t } = useTranslation('service');
  const session = useSession();
  const vendor = session.tenants.find((tenant) => tenant.kind === 'vendor' && mayInSession(session, 'service_calendar.change', tenant.id));
  const kept = useQueryOf('company.support', { tenant: vendor?.id ?? '' }, { enabled: vendor !== undefined });
  if (vendor === undefined) return <Notice tone="info">{t('calendar.vendor_only')}</Notice>;
  if (kept.data == null) return kept.isPending ? <Waiting what={t('calendar.title')} /> : <Notice tone="info">{t('calendar.not_here')}</Notice>;
  // Another value from elsewhere is another form: what is typed is over the one that was seen.
  return <Form key={JSON.stringify(kept.data.calendar)} vendor={vendor} kept={kept.data.calendar} />;
}

function Form({ vendor, kept }: { readonly vendor: TenantView; readonly kept: Calendar | null }) {
  const { t } = useTranslation('service');
  const [form, setForm] = useState(() => formOf(kept));
  const [problems, setProblems] = useState<readonly CalendarProblem[]>([]);
  const [refusal, setRefusal] = useState<string | null>(null);

  async function save(): Promise<void> {
    const read = calendarOf(form);
    setRefusal(null);
    if ('problems' in read) return setProblems(read.problems);
    setProblems([]);
    const answer = await ask('command.run', {
      tenant: vendor.id, name: 'service_calendar.change', input: { calendar: read.calendar, seen: kept }, acceptRemarks: true, queueAnyway: false, draftId: null,
    });
    if (!answer.ok) return setRefusal(answer.failure.code === 'unexpected' ? null : sentenceOf(answer.failure.code, answer.failure.details));
    if (answer.value.state === 'refused') return setRefusal(sentenceOf(answer.value.refusal.code, answer.value.refusal.facts));
    askAgain('company.support');
    showToast({ text: t('calendar.saved'), tone: 'good' });
  }
  useScreenCommands([{ id: 'save', label: t('common:save'), icon: 'save', shortcut: 'save', look: 'primary', run: () => void save() }]);

  return (
    <div className={styles.page}>
      <form
        className={styles.sheet}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <p className={styles.text}>{t('calendar.text', { company: vendor.name })}</p>
        {refusal !== null && (
          <Notice tone="error" live>
            {refusal}
          </Notice>
        )}
        {problems.length > 0 && (
          <Notice tone="error" live>
            {t('calendar.problems')}
          </Notice>
        )}
        <CalendarFields form={form} problems={problems} onChange={(part) => {
            setProblems([]);
            setForm((now) => ({ ...now, ...part }));
          }} />
        <button type="submit" hidden />
      </form>
    </div>
  );
}
