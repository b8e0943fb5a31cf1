import { useState, type SubmitEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { TenantView } from '#shared/rpc/contract.ts';
import { ask } from '../../data/ask.ts';
import { askAgain, useQueryOf } from '../../data/query.ts';
import { sentenceOf } from '../../errors/sentence.ts';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { showToast } from '../../ui/toast.tsx';
import { parseMinutes } from './parse-minutes.ts';
import styles from './settings-screen.module.css';

/** DET-06: how long after its creation a request of this company can be closed. */
export function SupportMinutes({ tenant }: { readonly tenant: TenantView }) {
  const { t } = useTranslation('shell');
  const kept = useQueryOf('company.support', { tenant: tenant.id }).data;
  const [typed, setTyped] = useState<string | null>(null);
  const [error, setError] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const value = typed ?? (kept ? String(kept.closeAfterMinutes) : '');

  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    const closeAfterMinutes = parseMinutes(value);
    if (closeAfterMinutes === null) {
      setError(t('settings.minutes_odd'));
      return;
    }
    setBusy(true);
    const answer = await ask('command.run', {
      tenant: tenant.id,
      name: 'support_settings.change',
      input: { closeAfterMinutes },
      acceptRemarks: true,
      queueAnyway: false,
      draftId: null,
    });
    setBusy(false);
    if (!answer.ok) {
      if (answer.failure.code !== 'unexpected') setError(sentenceOf(answer.failure.code, answer.failure.details));
      return;
    }
    if (answer.value.state === 'refused') {
      setError(sentenceOf(answer.value.refusal.code, answer.value.refusal.facts));
      return;
    }
    setError(null);
    setTyped(null);
    askAgain('company.support');
    showToast({ text: t('settings.minutes_saved', { company: tenant.name, count: closeAfterMinutes }), tone: 'good' });
  };
  return (
    <form className={styles.minutes} onSubmit={(event) => void submit(event)} noValidate>
      <span className={styles.company}>{tenant.name}</span>
      <TextField
        label={t('settings.minutes')}
        value={value}
        onChange={(next) => {
          setTyped(next);
          setError(null);
        }}
        error={error}
        inputMode="numeric"
        maxLength={4}
      />
      <Button type="submit" label={t('common:save')} icon="save" busy={busy} disabled={typed === null || kept === undefined} />
    </form>
  );
}
