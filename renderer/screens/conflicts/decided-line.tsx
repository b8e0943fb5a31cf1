import { useTranslation } from 'react-i18next';
import { sameValue } from '#shared/domain/kernel/same-value.ts';
import type { ConflictView } from '#shared/rpc/contract.ts';
import { useSession } from '../../data/use-session.ts';
import { formatMoment } from '../../format.ts';
import { Button } from '../../ui/button.tsx';
import { fieldLabel, valueWords } from './field-words.ts';
import { useSettle } from './use-settle.ts';
import { whoseIs } from './who.ts';
import styles from './conflict-screen.module.css';

/** A conflict that was decided: what stayed, and the way back to the other value (R4: the loser stays restorable). */
export function DecidedLine({ conflict, now }: { readonly conflict: ConflictView; readonly now: number }) {
  const { t } = useTranslation('shell');
  const me = useSession().person?.id ?? null;
  const { settle, busy, refused } = useSettle(conflict);
  const { entity, field, kept } = conflict;
  const who = whoseIs(conflict, me);
  const words = (keep: 'mine' | 'theirs') => valueWords(entity, field, conflict[keep]);
  const offered = (['mine', 'theirs'] as const).filter((keep) => conflict.now !== null && !sameValue(conflict.now.value, conflict[keep].value));
  return (
    <li className={styles.decided}>
      <div>
        <strong>{fieldLabel(entity, field)}</strong> <span className={styles.quiet}>{formatMoment(conflict.at, now)}</span>
        <div>{kept === 'theirs' ? t(`conflict.kept.theirs.${who.kind}`, { name: who.name, value: words('theirs') }) : t(`conflict.kept.${kept ?? 'now'}`, { value: words('mine') })}</div>
        {refused !== null && <p className={styles.refused}>{refused}</p>}
      </div>
      <div className={styles.actions}>
        {offered.map((keep) => (
          <Button key={keep} look="plain" icon="undo" label={t('conflict.restore', { value: short(words(keep)) })} busy={busy === keep} onClick={() => void settle(keep)} />
        ))}
      </div>
    </li>
  );
}

function short(text: string): string {
  return text.length > 40 ? `${text.slice(0, 39)}…` : text;
}
