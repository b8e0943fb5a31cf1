import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TicketView } from '#shared/rpc/contract.ts';
import { subscribe } from '../../../bridge.ts';
import { heard, stillWriting, type Writers } from './writers.ts';
import styles from './reply-box.module.css';

const LOOK_EVERY = 1000;

/** DET-10: which colleagues are writing under this request now, said before a second answer goes. */
export function WritingLine({ ticket, lastAuthor }: { readonly ticket: TicketView; readonly lastAuthor: { readonly messageId: string; readonly person: string } | null }) {
  const { t } = useTranslation('service');
  const [writers, setWriters] = useState<Writers>(new Map());
  useEffect(
    () =>
      subscribe('writing', (word) => {
        if (word.tenant === ticket.tenant && word.ticketId === ticket.id) setWriters((before) => heard(before, word, performance.now()));
      }),
    [ticket.tenant, ticket.id],
  );
  const some = writers.size > 0;
  useEffect(() => {
    if (!some) return;
    const timer = setInterval(() => setWriters((before) => stillWriting(before, performance.now())), LOOK_EVERY);
    return () => clearInterval(timer);
  }, [some]);
  const [person, messageId] = [lastAuthor?.person, lastAuthor?.messageId];
  useEffect(() => {
    if (person !== undefined) setWriters((before) => stillWriting(before, performance.now(), new Set([person])));
  }, [person, messageId]);
  const names = [...writers.values()].map(({ name }) => name);
  return (
    <p className={styles.writing} role="status">
      {names.length > 0 && t('writing', { count: names.length, names: names.join(', ') })}
    </p>
  );
}
