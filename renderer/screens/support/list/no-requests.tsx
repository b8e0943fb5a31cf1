import { useTranslation } from 'react-i18next';
import { useSync } from '../../../data/use-session.ts';
import { Button } from '../../../ui/button.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { wordsForNone } from './words-for-none.ts';

/** A list without a single request on this device; `onCreate` is null for whoever opens none. */
export function NoRequests({ onCreate }: { readonly onCreate: (() => void) | null }) {
  const { t } = useTranslation('support');
  const sync = useSync();
  return (
    <EmptyState icon="tickets" title={t('list.none')} text={t(wordsForNone(sync?.lastSync ?? null, onCreate !== null))}>
      {onCreate && <Button look="primary" icon="plus" label={t('command.new')} shortcut="create" onClick={onCreate} />}
    </EmptyState>
  );
}
