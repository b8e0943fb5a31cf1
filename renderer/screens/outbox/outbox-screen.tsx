import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ask } from '../../data/ask.ts';
import { askAgain, useQueryOf } from '../../data/query.ts';
import { useNow } from '../../data/use-now.ts';
import { mayInSession, useSession, useSync } from '../../data/use-session.ts';
import { sentenceOf } from '../../errors/sentence.ts';
import { formatMoment } from '../../format.ts';
import { useScreenCommands } from '../../state/commands.ts';
import { useTabs } from '../../state/tabs.ts';
import { useWorkplace } from '../../state/workplace.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Notice } from '../../ui/notice.tsx';
import { showToast } from '../../ui/toast.tsx';
import { Waiting } from '../../ui/waiting.tsx';
import { ConflictLine } from '../conflicts/conflict-line.tsx';
import { MissingFileLine } from './missing-file-line.tsx';
import { DeletionsQuestion } from './deletions-question.tsx';
import { OutboxGroup } from './outbox-group.tsx';
import { outboxGroups } from './outbox-groups.ts';
import styles from './outbox-screen.module.css';

/** OFF-02: everything typed on this device, and how far it has come. */
export function OutboxScreen() {
  const { t } = useTranslation('shell');
  const [delivered, setDelivered] = useState(true);
  const list = useQueryOf('outbox.list', { includeDelivered: delivered }, { keepPrevious: true });
  const conflicts = useQueryOf('conflicts.list', { settled: false }).data ?? [];
  const missing = useQueryOf('files.missing', {}).data ?? [];
  const sync = useSync();
  const session = useSession();
  const now = useNow(15_000);
  const open = useTabs((tabs) => tabs.open);
  const set = useWorkplace((place) => place.set);
  const [busy, setBusy] = useState(false);

  const retryAll = async () => {
    setBusy(true);
    const answer = await ask('outbox.retry', { commandId: null });
    setBusy(false);
    askAgain('outbox.list', 'sync.state');
    if (!answer.ok && answer.failure.code !== 'unexpected') showToast({ text: sentenceOf(answer.failure.code, answer.failure.details), tone: 'error' });
  };
  const groups = outboxGroups(list.data ?? []);
  const needsYou = groups.needsYou.length + conflicts.length + missing.length;
  const anyOpen = needsYou + groups.waiting.length > 0;
  useScreenCommands([
    { id: 'retry', label: t('outbox.retry_now'), icon: 'refresh', shortcut: 'refresh', look: anyOpen ? 'primary' : 'plain', enabled: !busy, run: () => void retryAll() },
    { id: 'delivered', label: t('outbox.show_delivered'), icon: 'check', pressed: delivered, group: 1, run: () => setDelivered((now) => !now) },
  ]);

  if (list.isPending) return <Waiting what={t('outbox.loading')} />;
  if (list.isError) {
    return (
      <div className={styles.page}>
        <Notice tone="error">{sentenceOf(list.error.code, list.error.details)}</Notice>
      </div>
    );
  }
  const empty = !anyOpen && groups.done.length === 0;
  return (
    <div className={styles.page}>
      {session.needsPassword && (
        <Notice tone="warning" actions={<Button label={t('user.sign_in_again')} icon="key" onClick={() => set({ passwordOpen: true })} />}>
          {t('outbox.needs_password')}
        </Notice>
      )}
      {!session.needsPassword && sync !== null && sync.problem !== null && (
        <Notice tone="warning">
          {sentenceOf(sync.problem)} {sync.nextTry !== null && sync.nextTry > now ? t('outbox.next_try', { at: formatMoment(sync.nextTry, now) }) : ''}
        </Notice>
      )}
      {sync?.deletions.map((deletions) => <DeletionsQuestion key={deletions.tenant} deletions={deletions} />)}
      {empty ? (
        <EmptyState icon="outbox" title={t('outbox.empty')} text={t('outbox.empty_text')}>
          {mayInSession(session, 'ticket.create') ? (
            <Button label={t('bar.contact_support')} icon="support" look="primary" onClick={() => open('ticket.new')} />
          ) : (
            <Button label={t('tabs.first')} icon="list" look="primary" onClick={() => open('ticket.list')} />
          )}
        </EmptyState>
      ) : (
        <>
          <OutboxGroup
            title={t('outbox.group.needs_you', { count: needsYou })}
            items={groups.needsYou}
            now={now}
            before={[
              ...conflicts.map((conflict) => <ConflictLine key={conflict.id} conflict={conflict} now={now} />),
              ...missing.map((file) => <MissingFileLine key={file.id} file={file} now={now} />),
            ]}
          />
          <OutboxGroup title={t('outbox.group.waiting', { count: groups.waiting.length })} items={groups.waiting} now={now} batches />
          {!anyOpen && <p className={styles.quiet}>{t('outbox.all_sent')}</p>}
          {delivered && <OutboxGroup title={t('outbox.group.done')} items={groups.done} now={now} batches />}
        </>
      )}
    </div>
  );
}
