import { useTranslation } from 'react-i18next';
import type { SyncView } from '#shared/rpc/contract.ts';
import { ask } from '../../data/ask.ts';
import { askAgain } from '../../data/query.ts';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';

/** Many rows of one company are to go at once: the person is asked first, and nothing goes until then (sync.md). */
export function DeletionsQuestion({ deletions }: { readonly deletions: SyncView['deletions'][number] }) {
  const { t } = useTranslation('shell');
  const { tenant, tenantName: company, rows, of, postponed } = deletions;
  const answer = async (accept: boolean) => {
    await ask('sync.answerDeletions', { tenant, accept });
    askAgain('sync.state');
  };
  return (
    <Notice
      tone={postponed ? 'info' : 'warning'}
      actions={
        <>
          <Button label={t('outbox.deletions.accept')} icon="check" look={postponed ? 'plain' : 'primary'} onClick={() => void answer(true)} />
          {!postponed && <Button label={t('outbox.deletions.later')} icon="clock" onClick={() => void answer(false)} />}
        </>
      }
    >
      {t(postponed ? 'outbox.deletions.postponed' : 'outbox.deletions.question', { company, rows, of })}
    </Notice>
  );
}
