import { useTranslation } from 'react-i18next';
import type { Id } from '#shared/domain/kernel/ids.ts';
import { useQueryOf } from '../../data/query.ts';
import { useSession } from '../../data/use-session.ts';
import { openByClick } from '../../state/tabs.ts';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { fieldLabel } from './field-words.ts';
import { whoseIs } from './who.ts';

/** On the record itself: somebody wrote into the same field, and where to compare; nothing where nobody did. */
export function ConflictNotice({ tenant, entity, row }: { readonly tenant: Id; readonly entity: string; readonly row: Id }) {
  const { t } = useTranslation('shell');
  const me = useSession().person?.id ?? null;
  const open = (useQueryOf('conflicts.list', { settled: false }).data ?? []).filter((one) => one.tenant === tenant && one.entity === entity && one.rowId === row);
  const [first] = open;
  if (first === undefined) return null;
  const who = whoseIs(first, me);
  const fields = [...new Set(open.map(({ field }) => fieldLabel(entity, field)))].join(', ');
  return (
    <Notice
      tone="warning"
      live
      actions={<Button icon="edit" label={t('conflict.compare')} onClick={(event) => openByClick(event, 'conflict', { tenant, entity, row })} />}
    >
      {t(`conflict.notice.${who.kind}`, { name: who.name, fields })}
    </Notice>
  );
}
