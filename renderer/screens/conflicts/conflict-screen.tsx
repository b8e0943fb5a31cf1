import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useQueryOf } from '../../data/query.ts';
import { useNow } from '../../data/use-now.ts';
import { sentenceOf } from '../../errors/sentence.ts';
import { useScreenCommands } from '../../state/commands.ts';
import { useDocument, useDocumentTitle } from '../../state/document.ts';
import { useTabs } from '../../state/tabs.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Waiting } from '../../ui/waiting.tsx';
import type { ScreenProps } from '../registry.ts';
import { ConflictBlock } from './conflict-block.tsx';
import { DecidedLine } from './decided-line.tsx';
import { openRow } from './open-row.ts';
import styles from './conflict-screen.module.css';

/** The conflicts of one row: those to decide, and those decided, whose other value can come back (product.md 7). */
export function ConflictScreen({ parameters }: ScreenProps) {
  const { t } = useTranslation('shell');
  const { tenant = '', entity = '', row = '' } = parameters;
  const list = useQueryOf('conflicts.list', { settled: true });
  const now = useNow(15_000);
  const { key } = useDocument();
  const page = useRef<HTMLDivElement>(null);
  const here = (list.data ?? []).filter((conflict) => conflict.tenant === tenant && conflict.entity === entity && conflict.rowId === row);
  const [open, decided] = [here.filter(({ kept }) => kept === null), here.filter(({ kept }) => kept !== null)];
  const named = here[0]?.row ?? null;
  const name = named === null ? '' : named.number === null ? named.title : `#${named.number} ${named.title}`;
  useDocumentTitle(name === '' ? null : t('conflict.tab', { name }));

  const back = () => {
    if (useTabs.getState().alone) return window.close();
    useTabs.getState().close(key);
    useTabs.getState().open('outbox');
  };
  const openIt = openRow(entity, tenant, row);
  useScreenCommands([
    { id: 'back', label: t('conflict.back'), icon: 'back', shortcut: 'back', run: back },
    ...(openIt ? [{ id: 'open', label: t(`conflict.open.${entity}`), icon: 'open', shortcut: 'edit', group: 1, run: openIt } as const] : []),
  ]);

  if (list.isPending) return <Waiting what={t('conflict.loading')} />;
  if (list.isError) {
    return (
      <div className={styles.page}>
        <Notice tone="error">{sentenceOf(list.error.code, list.error.details)}</Notice>
      </div>
    );
  }
  if (here.length === 0) {
    return (
      <EmptyState icon="check" title={t('conflict.none')} text={t('conflict.none_text')}>
        <Button look="primary" icon="outbox" label={t('conflict.back')} onClick={back} />
      </EmptyState>
    );
  }
  return (
    <div className={styles.page} ref={page} role="region" aria-label={t('conflict.title')} tabIndex={0}>
      <header className={styles.head}>
        <h1>{name === '' ? t(`conflict.row.${entity}`) : name}</h1>
        <p>{open.length > 0 ? t('conflict.intro') : t('conflict.all_decided')}</p>
      </header>
      {open.map((conflict) => (
        // The button that was pressed is gone with its block: the keyboard goes on from the top of what is left.
        <ConflictBlock key={conflict.id} conflict={conflict} now={now} onSettled={() => page.current?.focus()} />
      ))}
      {decided.length > 0 && (
        <section className={styles.block}>
          <h2>{t('conflict.decided')}</h2>
          <ul className={styles.list}>
            {decided.map((conflict) => (
              <DecidedLine key={conflict.id} conflict={conflict} now={now} />
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}
