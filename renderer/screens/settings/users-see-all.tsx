import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TenantView } from '#shared/rpc/contract.ts';
import { ask } from '../../data/ask.ts';
import { askAgain, useQueryOf } from '../../data/query.ts';
import { sentenceOf } from '../../errors/sentence.ts';
import { Checkbox } from '../../ui/checkbox.tsx';
import { showToast } from '../../ui/toast.tsx';

/** LST-08: the administrator's choice of what plain users of the company see. */
export function UsersSeeAll({ tenant }: { readonly tenant: TenantView }) {
  const { t } = useTranslation('shell');
  const kept = useQueryOf('company.support', { tenant: tenant.id }).data;
  const [error, setError] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);

  const choose = async (usersSeeAll: boolean) => {
    setBusy(true);
    setError(null);
    const answer = await ask('command.run', {
      tenant: tenant.id, name: 'support_settings.change', input: { usersSeeAll }, acceptRemarks: true, queueAnyway: false, draftId: null,
    });
    setBusy(false);
    if (!answer.ok) {
      if (answer.failure.code !== 'unexpected') setError(sentenceOf(answer.failure.code, answer.failure.details));
    } else if (answer.value.state === 'refused') {
      setError(sentenceOf(answer.value.refusal.code, answer.value.refusal.facts));
    } else {
      askAgain('company.support');
      showToast({ text: t(usersSeeAll ? 'settings.users_see_all_on' : 'settings.users_see_all_off', { company: tenant.name }), tone: 'good' });
    }
  };
  return (
    <Checkbox
      label={t('settings.users_see_all', { company: tenant.name })}
      help={t('settings.users_see_all_help')}
      checked={kept?.usersSeeAll ?? true}
      disabled={busy || kept == null}
      error={error}
      onChange={(checked) => void choose(checked)}
    />
  );
}
