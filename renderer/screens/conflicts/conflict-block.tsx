import { useId, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { sameValue } from '#shared/domain/kernel/same-value.ts';
import type { Keep } from '#shared/domain/org/entities.ts';
import type { ConflictView } from '#shared/rpc/contract.ts';
import { useSession } from '../../data/use-session.ts';
import { formatMoment } from '../../format.ts';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { StatusBadge } from '../../ui/status-badge.tsx';
import { BothEditor } from './both-editor.tsx';
import { fieldLabel, isFreeText, isRichText, valueWords } from './field-words.ts';
import { useSettle } from './use-settle.ts';
import { ValueText } from './value-text.tsx';
import { whoseIs } from './who.ts';
import { wordDiff, type Piece } from './word-diff.ts';
import styles from './conflict-screen.module.css';

interface ConflictBlockProps {
  readonly conflict: ConflictView;
  readonly now: number;
  readonly onSettled: () => void;
}

/** *You wrote… Anna wrote…* of one field, side by side, with what can be done (product.md 7). */
export function ConflictBlock({ conflict, now, onSettled }: ConflictBlockProps) {
  const { t } = useTranslation('shell');
  const id = useId();
  const me = useSession().person?.id ?? null;
  const { settle, busy, refused } = useSettle(conflict);
  const [editing, setEditing] = useState(false);
  const { entity, field, mine, theirs } = conflict;
  const who = whoseIs(conflict, me);
  const label = fieldLabel(entity, field);
  const words = (one: { value: unknown; words: string | null }) => valueWords(entity, field, one);
  const pieces = isFreeText(entity, field, mine) ? wordDiff(words(mine), words(theirs)) : { left: plain(words(mine)), right: plain(words(theirs)) };
  const stands = (value: unknown) => conflict.now !== null && sameValue(conflict.now.value, value);
  const third = conflict.now !== null && !stands(mine.value) && !stands(theirs.value) ? words(conflict.now) : null;
  const decide = async (keep: Keep, edited?: unknown) => {
    if (await settle(keep, edited)) onSettled();
  };

  const side = (keep: 'mine' | 'theirs', title: string, at: number | null, shown: readonly Piece[], button: string): ReactNode => (
    <div className={styles.side} data-stands={stands(conflict[keep].value) || undefined} role="group" aria-labelledby={`${id}-${keep}`}>
      <div className={styles.who}>
        <strong id={`${id}-${keep}`}>{title}</strong>
        {at !== null && <time>{formatMoment(at, now)}</time>}
        {stands(conflict[keep].value) && (
          <StatusBadge shape="tick" tone="green">
            {t('conflict.stands')}
          </StatusBadge>
        )}
      </div>
      <ValueText pieces={shown} />
      <Button look={keep === 'mine' ? 'primary' : 'outline'} icon="check" label={button} busy={busy === keep} aria-describedby={`${id}-field`} onClick={() => void decide(keep)} />
    </div>
  );
  return (
    <section className={styles.block} aria-labelledby={`${id}-field`}>
      <h2 id={`${id}-field`}>{label}</h2>
      <div className={styles.sides}>
        {side('mine', t('conflict.mine'), mine.at, pieces.left, t('conflict.keep.mine'))}
        {side('theirs', t(`conflict.theirs.${who.kind}`, { name: who.name }), theirs.at, pieces.right, t(`conflict.keep.theirs.${who.kind}`, { name: who.name }))}
      </div>
      {refused !== null && (
        <Notice tone="error" live>
          {refused}
        </Notice>
      )}
      {editing && <BothEditor conflict={conflict} label={label} busy={busy === 'both'} onSave={(value) => void decide('both', value)} onCancel={() => setEditing(false)} />}
      {conflict.isText && isRichText(mine.value) && !editing && (
        <div className={styles.actions}>
          <Button icon="edit" label={t('conflict.keep.both')} onClick={() => setEditing(true)} />
        </div>
      )}
      {(third !== null || conflict.now === null || refused !== null) && (
        <div className={styles.third}>
          <span>{conflict.now === null ? t('conflict.gone') : third === null ? '' : t('conflict.third', { value: third })}</span>
          <Button look="plain" label={t('conflict.keep.now')} busy={busy === 'now'} onClick={() => void decide('now')} />
        </div>
      )}
    </section>
  );
}

function plain(text: string): readonly Piece[] {
  return [{ text, own: false }];
}
