import { useTranslation } from 'react-i18next';
import { OWN_PROGRAM } from '#shared/domain/tickets/capsule.ts';
import { useQueryOf } from '../../data/query.ts';
import { formatDate } from '../../format.ts';
import { openByClick } from '../../state/tabs.ts';
import { LinkButton } from '../../ui/link.tsx';
import { Notice } from '../../ui/notice.tsx';
import styles from './capsule.module.css';

interface KnownProblemProps {
  readonly problem: { readonly program: string; readonly code: string; readonly summary: string };
  /** After a request was opened from here. */
  readonly onOpen?: () => void;
}

/** product.md 2: «Hai già segnalato questo errore»: the company's requests about the same one, from this desk alone. */
export function KnownProblem({ problem: { program, code, summary }, onOpen }: KnownProblemProps) {
  const { t } = useTranslation('capsule');
  const { data } = useQueryOf('errors.known', {
    code: code.slice(0, 120),
    summary: summary.slice(0, 2000),
    ...(program === OWN_PROGRAM ? {} : { program: program.slice(0, 200) }),
  });
  if (data === undefined || data.length === 0) return null;
  return (
    <Notice tone="info" live>
      <strong>{t(data.some((one) => one.mine) ? 'known.mine' : 'known.company')}</strong>
      <ul className={styles.known}>
        {data.map((one) => (
          <li key={one.id}>
            {t(one.answer === null ? 'known.waiting' : 'known.answer')}{' '}
            <LinkButton
              onClick={(event) => {
                openByClick(event, 'ticket.detail', { tenant: one.tenant, id: one.id }, one.title);
                onOpen?.();
              }}
            >
              {one.number === null ? one.title : `#${one.number} ${one.title}`}
            </LinkButton>{' '}
            · {formatDate(one.createdAt)}
            {one.answer !== null && <span className={styles.answer}>«{one.answer}»</span>}
          </li>
        ))}
      </ul>
    </Notice>
  );
}
