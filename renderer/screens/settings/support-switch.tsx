import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TenantView } from '#shared/rpc/contract.ts';
import { ask } from '../../data/ask.ts';
import { askAgain, useQueryOf } from '../../data/query.ts';
import { sentenceOf } from '../../errors/sentence.ts';
import { Checkbox } from '../../ui/checkbox.tsx';
import { showToast } from '../../ui/toast.tsx';

const WORDS = { usersSeeAll: 'users_see_all', simpleForm: 'simple_form' } as const;
const AT_FIRST = { usersSeeAll: true, simpleForm: false } as const;

/** The administrator's choice of what plain users of the company see (LST-08), and of the simple form (TKT-15). */
export function SupportSwitch({ tenant, setting }: { readonly tenant: TenantView; readonly setting: keyof typeof WORDS }) {
  const { t } = useTranslation('shell');
  const kept = useQueryOf('company.support', { tenant: tenant.id }).data;
  const [error, setError] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);

  const words = WORDS[setting];

  const choose = async (on: boolean) => {
    setBusy(true);
    setError(null);
    const answer = await ask('command.run', {
      tenant: tenant.id, name: 'support_settings.change', input: { [setting]: on }, acceptRemarks: true, queueAnyway: false, draftId: null,
    });
    setBusy(false);
    if (!answer.ok) {
      if (answer.failure.code !== 'unexpected') setError(sentenceOf(answer.failure.code, answer.failure.details));
    } else if (answer.value.state === 'refused') {
      setError(sentenceOf(answer.value.refusal.code, answer.value.refusal.facts));
    } else {
      askAgain('company.support');
      showToast({ text: t(on ? `settings.${words}_on` : `settings.${words}_off`, { company: tenant.name }), tone: 'good' });
    }
  };
  return (
    <Checkbox
      label={t(`settings.${words}`, { company: tenant.name })}
      help={t(`settings.${words}_help`)}
      checked={kept?.[setting] ?? AT_FIRST[setting]}
      disabled={busy || kept == null}
      error={error}
      onChange={(checked) => void choose(checked)}
    />
  );
}
