import { useState, type ReactNode, type RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import type { TicketDetail } from '#shared/rpc/contract.ts';
import { useCompany } from '../../../data/use-session.ts';
import type { ScreenCommand } from '../../../state/commands.ts';
import { useDocument } from '../../../state/document.ts';
import { useTabs } from '../../../state/tabs.ts';
import { AssignDialog } from '../parts/assign-dialog.tsx';
import { walkTo, type Walk } from '../parts/next-ticket.ts';
import { assignTo, moveTo } from '../parts/operate.ts';
import type { ReplyHow } from '../parts/reply-wish.ts';
import type { Abilities } from './abilities.ts';
import type { ReplyBoxHandle } from './reply-box.tsx';
import type { ReplyState } from './use-reply-draft.ts';

interface Triage {
  readonly commands: readonly ScreenCommand[];
  readonly dialog: ReactNode;
  /** Makes of the box what is wanted of it, with the caret in it; what is typed there stays. */
  readonly begin: (how: ReplyHow) => void;
}

/** DET-10: a technician's day by the keyboard alone; only what role and status allow is there. */
export function useTriage(detail: TicketDetail, may: Abilities, reply: ReplyState, box: RefObject<ReplyBoxHandle | null>): Triage {
  const { t } = useTranslation('support');
  const { t: tService } = useTranslation('service');
  const { ticket } = detail;
  const { key } = useDocument();
  const company = useCompany();
  const alone = useTabs((tabs) => tabs.alone);
  const [assigning, setAssigning] = useState(false);
  const others = detail.agents.filter((agent) => agent.id !== ticket.operatorId);

  function begin(how: ReplyHow): void {
    if (how === 'ask') reply.change({ ask: true, close: false, note: false });
    if (how === 'close') reply.change({ close: true, ask: false, note: false });
    if (how === 'note') reply.change({ note: true });
    box.current?.focus();
  }
  // A window of its own (LST-06) has no list beside it to walk along.
  const walk = (to: Walk) => void walkTo(to, ticket, company?.id ?? null, key);
  const commands: ScreenCommand[] = [
    ...(may.assign && others.length > 0 ? [{ id: 'assign', label: t('command.assign'), icon: 'assign', shortcut: 'assign', hidden: true, inMenu: true, run: () => setAssigning(true) } as const] : []),
    ...(may.moves.includes('in_development')
      ? [{ id: 'hand_over', label: t('move.in_development'), icon: 'development', shortcut: 'handOver', hidden: true, inMenu: true, run: () => void moveTo(ticket, 'in_development') } as const]
      : []),
    ...(may.ask ? [{ id: 'ask', label: tService('triage.ask'), icon: 'message', shortcut: 'askCustomer', hidden: true, inMenu: true, run: () => begin('ask') } as const] : []),
    ...(may.note ? [{ id: 'note', label: t('note.label'), icon: 'note', shortcut: 'internalNote', hidden: true, inMenu: true, run: () => begin('note') } as const] : []),
    ...(may.reply && may.closed === 'no' ? [{ id: 'close_ticket', label: tService('triage.close'), icon: 'check', shortcut: 'closeTicket', hidden: true, inMenu: true, run: () => begin('close') } as const] : []),
    ...(alone
      ? []
      : ([
          { id: 'next_ticket', label: tService('triage.next'), icon: 'right', shortcut: 'nextTicket', hidden: true, inMenu: true, run: () => walk('next') },
          { id: 'previous_ticket', label: tService('triage.previous'), icon: 'back', shortcut: 'previousTicket', hidden: true, inMenu: true, run: () => walk('previous') },
          ...(may.note ? ([{ id: 'next_untaken', label: tService('triage.untaken'), icon: 'take', shortcut: 'nextUntaken', hidden: true, inMenu: true, run: () => walk('untaken') }] as const) : []),
        ] as const)),
  ];
  const dialog = assigning && (
    <AssignDialog
      agents={others}
      onPick={(agent) => {
        setAssigning(false);
        void assignTo(ticket, agent);
      }}
      onClose={() => setAssigning(false)}
    />
  );
  return { commands, dialog, begin };
}
