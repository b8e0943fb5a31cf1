import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Refusal } from '#shared/domain/kernel/command.ts';
import type { TicketRow, TicketView } from '#shared/rpc/contract.ts';
import { EVERY_REQUEST } from '../../../data/every-request.ts';
import { useQueryOf } from '../../../data/query.ts';
import { reportProblem } from '../../../errors/problems.ts';
import { useTabs } from '../../../state/tabs.ts';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { TextField } from '../../../ui/text-field.tsx';
import { showToast } from '../../../ui/toast.tsx';
import { codeOf } from '../list/list-query.ts';
import { giveCommand, newId } from '../parts/run-command.ts';
import { refusalSentence } from '../parts/sentence.ts';
import { StatusWord } from '../parts/ticket-words.tsx';
import styles from './merge.module.css';

const SHOWN = 8;

/** DET-10: of two requests about the same thing one goes on. The other is found by its number or its words. */
export function MergeDialog({ ticket, onClose }: { readonly ticket: TicketView; readonly onClose: () => void }) {
  const { t } = useTranslation('service');
  const [words, setWords] = useState('');
  const [target, setTarget] = useState<TicketRow | null>(null);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [busy, setBusy] = useState(false);
  const code = codeOf(words) ?? null;
  const query = { ...EVERY_REQUEST, tenant: ticket.tenant, status: 'open' as const, code, text: code === null ? words : null };
  const found = useQueryOf('tickets.list', { query, offset: 0, limit: SHOWN + 1 }, { keepPrevious: true }).data;
  const others = (found?.rows ?? []).filter((row) => row.id !== ticket.id).slice(0, SHOWN);

  async function merge(into: TicketRow): Promise<void> {
    setBusy(true);
    try {
      const input = { ticketId: ticket.id, targetId: into.id, eventId: await newId(), targetEventId: await newId() };
      const answer = await giveCommand({ tenant: ticket.tenant, name: 'ticket.merge', input });
      if (answer?.state === 'refused') return setRefusal(answer.refusal);
      if (answer?.state !== 'saved') return;
      showToast({ text: t('merge.done', { title: into.title }), tone: 'good' });
      onClose();
      useTabs.getState().open('ticket.detail', { tenant: ticket.tenant, id: into.id }, into.title);
    } catch (cause) {
      reportProblem({ cause });
    } finally {
      setBusy(false);
    }
  }

  return (
    <Dialog
      open
      onClose={onClose}
      title={t('merge.title')}
      width={620}
      footer={
        <>
          <Button label={t('common:cancel')} onClick={onClose} />
          <Button look="primary" label={t('merge.confirm')} disabled={target === null} reason={t('merge.choose')} busy={busy} onClick={() => target && void merge(target)} />
        </>
      }
    >
      <p>{t('merge.text', { title: ticket.title })}</p>
      <TextField label={t('merge.find')} value={words} onChange={setWords} icon="search" autoFocus maxLength={200} />
      <fieldset className={styles.list} aria-label={t('merge.choose')}>
        {others.map((row) => (
          <label key={row.id} className={styles.line}>
            <input type="radio" name="merge-target" checked={target?.id === row.id} onChange={() => setTarget(row)} />
            <span>
              {row.number !== null && `#${String(row.number)} `}
              {row.title} · {row.requesterName}
            </span>
            <StatusWord status={row.status} />
          </label>
        ))}
        {others.length === 0 && <p>{t('merge.none')}</p>}
      </fieldset>
      {refusal && (
        <Notice tone="error" live>
          {refusalSentence(refusal)}
        </Notice>
      )}
    </Dialog>
  );
}
