import { useTranslation } from 'react-i18next';
import { useQueryOf } from '../../../data/query.ts';
import { useNow } from '../../../data/use-now.ts';
import { formatMoment } from '../../../format.ts';
import { useTabs } from '../../../state/tabs.ts';
import { LinkButton } from '../../../ui/link.tsx';
import { outboxGroups } from '../../outbox/outbox-groups.ts';
import styles from '../dashboard.module.css';
import { WidgetOf } from './widget-wait.tsx';

/** DSH-03: what waits, and what needs the person; the whole of it is the screen In uscita (OFF-02). */
export function OutboxWidget() {
  const { t } = useTranslation('dashboard');
  const now = useNow();
  const open = useTabs((tabs) => tabs.open);
  const list = useQueryOf('outbox.list', { includeDelivered: false }, { keepPrevious: true });
  const sync = useQueryOf('sync.state', {}).data;
  return (
    <WidgetOf answer={list}>
      {(entries) => {
        const { needsYou, waiting } = outboxGroups(entries);
        const needs = sync?.needsYou ?? needsYou.length;
        return (
          <>
            {needs > 0 && <p className={styles.alarm}>{t('outbox.needs_you', { count: needs })}</p>}
            {waiting.length === 0 && needs === 0 && <p className={styles.quiet}>{t('outbox.none')}</p>}
            <ul className={styles.lines}>
              {waiting.map(({ entry }) => (
                <li key={entry.commandId}>
                  <time className={styles.when} dateTime={new Date(entry.savedAt).toISOString()}>{formatMoment(entry.savedAt, now)}</time>
                  <span className={styles.what} title={entry.title}>{entry.title}</span>
                </li>
              ))}
            </ul>
            <LinkButton onClick={() => open('outbox')}>{t('outbox.open')}</LinkButton>
          </>
        );
      }}
    </WidgetOf>
  );
}
