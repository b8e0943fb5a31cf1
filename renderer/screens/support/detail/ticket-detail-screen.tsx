import { useTranslation } from 'react-i18next';
import type { Id } from '#shared/domain/kernel/ids.ts';
import type { TicketDetail } from '#shared/rpc/contract.ts';
import { RpcFailure } from '../../../bridge.ts';
import { useQueryOf } from '../../../data/query.ts';
import { sentenceOf } from '../../../errors/sentence.ts';
import { useDocumentTitle } from '../../../state/document.ts';
import { useTabs } from '../../../state/tabs.ts';
import { Button } from '../../../ui/button.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { Waiting } from '../../../ui/waiting.tsx';
import type { ScreenProps } from '../../registry.ts';
import { EMPTY_REPLY } from './reply-draft.ts';
import { useReturnedReplies } from '../parts/reply-wish.ts';
import { useLoaded } from '../parts/use-loaded.ts';
import { TicketChat } from './ticket-chat.tsx';
import { firstReply } from './use-reply-draft.ts';

/** One request: its chat, its facts, the box for an answer (DET-01…12). */
export function TicketDetailScreen({ parameters }: ScreenProps) {
  const { t } = useTranslation('support');
  const { tenant = '', id = '' } = parameters;
  const { data, error, isPending } = useQueryOf('tickets.get', { tenant, id });
  const returned = useReturnedReplies(({ drafts }) => drafts[id]);
  const number = data?.ticket.number;
  const known = data && (number == null ? data.ticket.title : `#${number} ${data.ticket.title}`);
  // LST-08: the tab of what may not be seen any more does not go on telling its title.
  useDocumentTitle(known ?? (isPending ? null : t('detail.unknown.tab')));
  if (isPending) return <Waiting what={t('detail.opening')} />;
  if (!data) {
    const text = error instanceof RpcFailure ? sentenceOf(error.code, error.details) : t('detail.unknown.text');
    return (
      <EmptyState icon="ticket" title={t('detail.unknown')} text={text}>
        <Button look="primary" icon="back" label={t('command.back')} onClick={() => useTabs.getState().open('ticket.list')} />
      </EmptyState>
    );
  }
  return <WithReply key={`${id}/${returned}`} detail={data} returned={returned} />;
}

function WithReply({ detail, returned }: { readonly detail: TicketDetail; readonly returned: Id | undefined }) {
  const { t } = useTranslation('support');
  const { id } = detail.ticket;
  // Without an id of its own the box cannot keep what is typed; it still sends (the command needs none).
  const first = useLoaded(() => firstReply(id, returned), { id: crypto.randomUUID(), draft: EMPTY_REPLY, kept: false });
  return first === null ? <Waiting what={t('detail.opening')} /> : <TicketChat detail={detail} first={first.value} />;
}
