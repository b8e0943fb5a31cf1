import { useEffect, useEffectEvent, useImperativeHandle, useLayoutEffect, useRef, useState, type Ref } from 'react';
import { useTranslation } from 'react-i18next';
import { plainOf } from '#shared/domain/kernel/rich-text.ts';
import type { Id } from '#shared/domain/kernel/ids.ts';
import { Button } from '../../../ui/button.tsx';
import { MessageBubble, EventLine } from './message-bubble.tsx';
import { newFromOthers, type Entry, type Spoken } from './timeline.ts';
import styles from './detail.module.css';

export interface MessagesHandle {
  /** Shows the newest words. */
  toEnd(): void;
}
interface MessagesProps {
  readonly entries: readonly Entry[];
  readonly tenant: Id;
  readonly now: number;
  /** DET-10: marks a message as the solution; null for whoever may not. */
  readonly onSolution: ((id: Id) => void) | null;
  readonly solutionId: Id | null;
  /** Shows an attachment. */
  readonly onLook: (id: Id) => void;
  readonly ref?: Ref<MessagesHandle>;
}

/** How near to its end the chat counts as being read at the end, px. */
const NEAR = 48;
const READ_ALOUD = 300;

/**
 * DET-01. New answers come by themselves: whoever reads the end sees them, whoever reads further up stays there and is
 * told by a button; both hear of them politely.
 */
export function Messages({ entries, tenant, now, onSolution, solutionId, onLook, ref }: MessagesProps) {
  const { t } = useTranslation('support');
  const scroller = useRef<HTMLDivElement>(null);
  const atEnd = useRef(true);
  const seen = useRef<Set<Id> | null>(null);
  const [unread, setUnread] = useState<readonly Id[]>([]);
  const [aloud, setAloud] = useState('');
  const names = entries.map((entry) => entry.id).join();

  function toEnd(): void {
    scroller.current?.scrollTo({ top: scroller.current.scrollHeight });
    atEnd.current = true;
    setUnread([]);
  }
  useImperativeHandle(ref, () => ({
    toEnd: () => {
      atEnd.current = true;
      // The message that was just saved is drawn after this call.
      requestAnimationFrame(toEnd);
    },
  }));

  const arrived = useEffectEvent(() => {
    const known = seen.current;
    const fresh: readonly Spoken[] = known === null ? [] : newFromOthers(entries, known);
    seen.current = new Set(entries.map((entry) => entry.id));
    if (fresh.length > 0) {
      setAloud(fresh.map((entry) => t('detail.new_aloud', { name: entry.author, text: plainOf(entry.body).slice(0, READ_ALOUD) })).join(' '));
      if (!atEnd.current) setUnread((before) => [...before, ...fresh.map((entry) => entry.id)]);
    }
    if (atEnd.current) toEnd();
  });
  useLayoutEffect(() => arrived(), [names]);

  // A tab in the background and a panel that opens change the height without a word; the end stays the end.
  useEffect(() => {
    const element = scroller.current;
    if (element === null) return;
    const watcher = new ResizeObserver(() => {
      if (atEnd.current) element.scrollTo({ top: element.scrollHeight });
    });
    watcher.observe(element);
    return () => watcher.disconnect();
  }, []);

  return (
    <div className={styles.messages}>
      <div
        ref={scroller}
        className={styles.scroller}
        tabIndex={0}
        role="region"
        aria-label={t('detail.chat')}
        onScroll={({ currentTarget: { scrollHeight, scrollTop, clientHeight } }) => {
          if (clientHeight === 0) return;
          atEnd.current = scrollHeight - scrollTop - clientHeight < NEAR;
          if (atEnd.current && unread.length > 0) setUnread([]);
        }}
      >
        <ol className={styles.entries}>
          {entries.map((entry) => (entry.kind === 'event' ? <EventLine key={entry.id} entry={entry} tenant={tenant} now={now} onLook={onLook} /> : <MessageBubble key={entry.id} entry={entry} tenant={tenant} now={now} onLook={onLook} solution={entry.id === solutionId} onSolution={onSolution} />))}
        </ol>
      </div>
      {unread.length > 0 && (
        <div className={styles.pill}>
          <Button look="primary" icon="down" label={t('detail.unread', { count: unread.length })} onClick={toEnd} />
        </div>
      )}
      <div className="aloud" role="status">
        {aloud}
      </div>
    </div>
  );
}
