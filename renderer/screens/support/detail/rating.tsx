import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import * as z from 'zod';
import { RATING_WORDS_LIMIT } from '#shared/domain/tickets/values.ts';
import type { TicketView } from '#shared/rpc/contract.ts';
import { Button } from '../../../ui/button.tsx';
import { SegmentedControl } from '../../../ui/segmented-control.tsx';
import { TextArea } from '../../../ui/text-area.tsx';
import { showToast } from '../../../ui/toast.tsx';
import { giveCommand, newId } from '../parts/run-command.ts';
import { refusalSentence } from '../parts/sentence.ts';
import { findDraft, useDraft } from '../parts/use-draft.ts';
import { useLoaded } from '../parts/use-loaded.ts';
import styles from './rating.module.css';

const MARKS = ['1', '2', '3', '4', '5'] as const;
const draftSchema = z.object({ rating: z.enum(MARKS).nullable().catch(null), words: z.string().catch('') });
type Opinion = z.output<typeof draftSchema>;

const kindOf = (ticket: TicketView) => `ticket.rate:${ticket.id}`;

async function firstOpinion(ticket: TicketView) {
  const kept = await findDraft({ kind: kindOf(ticket) });
  return kept ? { id: kept.id, kept: true, opinion: draftSchema.parse(kept.content) } : { id: await newId(), kept: false, opinion: { rating: null, words: '' } };
}

/** SLA-03: how it went, asked once of the requester when the request is closed; without a network too. */
export function RatingQuestion({ ticket }: { readonly ticket: TicketView }) {
  const first = useLoaded(() => firstOpinion(ticket), { id: crypto.randomUUID(), kept: false, opinion: { rating: null, words: '' } });
  return first && <Question ticket={ticket} first={first.value} />;
}

function Question({ ticket, first }: { readonly ticket: TicketView; readonly first: { readonly id: string; readonly kept: boolean; readonly opinion: Opinion } }) {
  const { t } = useTranslation('service');
  const draft = useDraft(first.id, first.kept);
  const [opinion, setOpinion] = useState(first.opinion);
  const [error, setError] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);

  function change(part: Partial<Opinion>): void {
    const next = { ...opinion, ...part };
    setOpinion(next);
    setError(null);
    draft.keep({ id: first.id, kind: kindOf(ticket), tenant: ticket.tenant, title: ticket.title, content: next });
  }
  async function send(): Promise<void> {
    if (opinion.rating === null) return setError(t('rating.choose'));
    setBusy(true);
    await draft.flush();
    const answer = await giveCommand({
      tenant: ticket.tenant, name: 'ticket.rate', input: { ticketId: ticket.id, rating: Number(opinion.rating), words: opinion.words }, draftId: draft.idNow(),
    });
    setBusy(false);
    if (answer?.state === 'refused') return setError(refusalSentence(answer.refusal));
    if (answer?.state !== 'saved') return;
    await draft.end();
    showToast({ text: t('rating.thanks'), tone: 'good' });
  }

  return (
    <form
      className={styles.question}
      aria-label={t('rating.title')}
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <SegmentedControl
        label={t('rating.question')}
        help={t('rating.scale')}
        error={error}
        value={opinion.rating}
        options={MARKS.map((value) => ({ value, label: value }))}
        onChange={(rating) => change({ rating })}
      />
      <TextArea label={t('rating.words')} rows={2} value={opinion.words} onChange={(words) => change({ words })} maxLength={RATING_WORDS_LIMIT} />
      <div>
        <Button type="submit" look="primary" icon="send" label={t('rating.send')} busy={busy} />
      </div>
    </form>
  );
}

/** What the requester said, for both sides to see. */
export function RatingGiven({ ticket }: { readonly ticket: TicketView }) {
  const { t } = useTranslation('service');
  if (ticket.rating === null) return null;
  return (
    <section className={styles.given} aria-label={t('rating.given')}>
      <h2>{t('rating.given')}</h2>
      <p>
        <span className={styles.marks} aria-hidden>
          {'●'.repeat(ticket.rating)}
          {'○'.repeat(5 - ticket.rating)}
        </span>{' '}
        <strong>{t('rating.of_five', { number: ticket.rating })}</strong>
      </p>
      {ticket.ratingWords && <blockquote>{ticket.ratingWords}</blockquote>}
    </section>
  );
}
