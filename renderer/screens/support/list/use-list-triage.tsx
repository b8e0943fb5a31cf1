import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { mayGive } from '#shared/domain/access/rights.ts';
import { movesFrom } from '#shared/domain/tickets/rules.ts';
import type { TicketRow } from '#shared/rpc/contract.ts';
import { useQueryOf } from '../../../data/query.ts';
import { mayInSession, useCompany, useSession } from '../../../data/use-session.ts';
import type { ScreenCommand } from '../../../state/commands.ts';
import { AssignDialog } from '../parts/assign-dialog.tsx';
import { walkTo } from '../parts/next-ticket.ts';
import { assignTo, moveTo } from '../parts/operate.ts';
import { openReply, type ReplyHow } from '../parts/reply-wish.ts';
import { takeTicket } from '../parts/take-ticket.ts';
import { doForAll, type BulkWork, type NotDone } from './bulk.ts';
import { NotDoneDialog } from './not-done-dialog.tsx';

/** What is done to all marked rows (LST-07). */
export interface Bulk {
  readonly busy: boolean;
  readonly agents: readonly { readonly id: string; readonly name: string }[];
  readonly give: (work: BulkWork) => Promise<void>;
}
interface ListTriage {
  readonly commands: readonly ScreenCommand[];
  readonly dialogs: ReactNode;
  readonly bulk: Bulk;
}

/** DET-10, LST-07: the technician's keys in the list: to the marked rows where there are some, else to the chosen one. */
export function useListTriage(row: TicketRow | null, marked: readonly TicketRow[], onMarked: (rows: readonly TicketRow[]) => void): ListTriage {
  const { t } = useTranslation('support');
  const { t: tService } = useTranslation('service');
  const session = useSession();
  const company = useCompany();
  const [busy, setBusy] = useState(false);
  const [assigning, setAssigning] = useState(false);
  const [notDone, setNotDone] = useState<readonly NotDone[]>([]);
  const several = marked.length > 0;
  const first = marked[0] ?? row;
  // The vendor's operators are the same for each of its customers.
  const agents = useQueryOf('tickets.get', { tenant: first?.tenant ?? '', id: first?.id ?? '' }, { enabled: first !== null }).data?.agents ?? [];

  async function give(work: BulkWork): Promise<void> {
    setBusy(true);
    const refused = await doForAll(marked, work);
    setBusy(false);
    setNotDone(refused);
    onMarked(refused.map((one) => one.row));
  }
  const tenant = session.tenants.find((one) => one.id === row?.tenant);
  const may = (command: string) => tenant !== undefined && mayGive({ side: tenant.side, roles: tenant.roles }, command);
  const open = row !== null && row.status !== 'closed';
  const begin = (how: ReplyHow) => {
    if (row !== null) openReply(row.tenant, row.id, row.title, how);
  };
  const choose = t('list.choose_first');
  const mayTake = several || (row?.status === 'unassigned' && may('ticket.take'));
  const commands: ScreenCommand[] = [
    {
      id: 'take', label: t('command.take'), icon: 'take', shortcut: 'take', enabled: mayTake && !busy, reason: row === null ? choose : t('take.not'),
      run: () => void (several ? give({ kind: 'take' }) : row && takeTicket(row.tenant, row.id)),
    },
    { id: 'assign', label: t('command.assign'), icon: 'assign', shortcut: 'assign', hidden: true, inMenu: true, enabled: (several || (open && may('ticket.assign'))) && agents.length > 0 && !busy, run: () => setAssigning(true) },
    {
      id: 'hand_over', label: t('move.in_development'), icon: 'development', shortcut: 'handOver', hidden: true, inMenu: true,
      enabled: (several || (row !== null && may('ticket.set_status') && movesFrom(row.status).includes('in_development'))) && !busy,
      run: () => void (several ? give({ kind: 'status', status: 'in_development' }) : row && moveTo(row, 'in_development')),
    },
    { id: 'ask', label: tService('triage.ask'), icon: 'message', shortcut: 'askCustomer', hidden: true, inMenu: true, enabled: open && row.status !== 'unassigned' && may('ticket.reply'), run: () => begin('ask') },
    { id: 'note', label: t('note.label'), icon: 'note', shortcut: 'internalNote', hidden: true, inMenu: true, enabled: row !== null && may('ticket.note'), run: () => begin('note') },
    { id: 'close_ticket', label: tService('triage.close'), icon: 'check', shortcut: 'closeTicket', hidden: true, inMenu: true, enabled: open && may('ticket.reply'), run: () => begin('close') },
    { id: 'next_untaken', label: tService('triage.untaken'), icon: 'take', shortcut: 'nextUntaken', hidden: true, inMenu: true, run: () => void walkTo('untaken', null, company?.id ?? null, null) },
  ];
  const dialogs = (
    <>
      {assigning && (
        <AssignDialog
          agents={several ? agents : agents.filter((agent) => agent.id !== row?.operatorId)}
          onPick={(agent) => {
            setAssigning(false);
            void (several ? give({ kind: 'assign', operatorId: agent.id }) : row && assignTo(row, agent));
          }}
          onClose={() => setAssigning(false)}
        />
      )}
      {notDone.length > 0 && <NotDoneDialog notDone={notDone} onClose={() => setNotDone([])} />}
    </>
  );
  return { commands: mayInSession(session, 'ticket.take') ? commands : [], dialogs, bulk: { busy, agents, give } };
}
