import { useTranslation } from 'react-i18next';
import type { ConflictView } from '#shared/rpc/contract.ts';
import { useSession } from '../../data/use-session.ts';
import { formatMoment } from '../../format.ts';
import { openByClick } from '../../state/tabs.ts';
import { Button } from '../../ui/button.tsx';
import { StatusBadge } from '../../ui/status-badge.tsx';
import { classes } from '../../ui/classes.ts';
import outbox from '../outbox/outbox-screen.module.css';
import { fieldLabel, valueWords } from './field-words.ts';
import { whoseIs } from './who.ts';

/** A conflict among what needs the person in In uscita. */
export function ConflictLine({ conflict, now }: { readonly conflict: ConflictView; readonly now: number }) {
  const { t } = useTranslation('shell');
  const session = useSession();
  const { tenant, tenantName, entity, rowId: row, field, mine, theirs } = conflict;
  const who = whoseIs(conflict, session.person?.id ?? null);
  const label = fieldLabel(entity, field);
  const title = conflict.row === null || conflict.row.title === '' ? t(`conflict.row.${entity}`) : conflict.row.title;
  return (
    <li className={classes(outbox.line, outbox.tall)} aria-label={`${label}: ${title}`}>
      <div className={outbox.state}>
        <StatusBadge shape="triangle" tone="red">
          {t('conflict.state')}
        </StatusBadge>
      </div>
      <div className={outbox.what}>
        <div className={outbox.title}>
          {title} {conflict.row?.number != null && <span className={outbox.number}>#{conflict.row.number}</span>}
        </div>
        <div className={outbox.sub}>{[label, session.tenants.length > 1 ? tenantName : '', formatMoment(conflict.at, now)].filter(Boolean).join(' · ')}</div>
        <p className={outbox.said}>
          {t(`conflict.line.${who.kind}`, { name: who.name, mine: valueWords(entity, field, mine), theirs: valueWords(entity, field, theirs) })}
        </p>
      </div>
      <div className={classes(outbox.actions, outbox.edge)}>
        <Button icon="edit" label={t('conflict.compare')} aria-label={`${t('conflict.compare')}: ${label}, ${title}`} onClick={(event) => openByClick(event, 'conflict', { tenant, entity, row })} />
      </div>
    </li>
  );
}
