import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Id } from '#shared/domain/kernel/ids.ts';
import type { Status } from '#shared/domain/tickets/values.ts';
import type { TicketDetail } from '#shared/rpc/contract.ts';
import { reportProblem } from '../../../errors/problems.ts';
import { Button } from '../../../ui/button.tsx';
import { Menu } from '../../../ui/menu.tsx';
import { showToast } from '../../../ui/toast.tsx';
import { giveCommand, newId } from '../parts/run-command.ts';
import { refusalSentence } from '../parts/sentence.ts';
import type { Abilities } from './abilities.ts';
import { MergeDialog } from './merge-dialog.tsx';
import styles from './detail.module.css';

/** DET-10, LST-09: assigning and moving, where the role and the status allow it; otherwise nothing is there. */
export function OperatorTools({ detail, may }: { readonly detail: TicketDetail; readonly may: Abilities }) {
  const { t } = useTranslation('support');
  const { ticket, agents } = detail;
  const { t: tService } = useTranslation('service');
  const [busy, setBusy] = useState(false);
  const [merging, setMerging] = useState(false);
  const others = agents.filter((agent) => agent.id !== ticket.operatorId);

  async function give(name: string, input: Record<string, string>, done: string): Promise<void> {
    setBusy(true);
    try {
      const answer = await giveCommand({ tenant: ticket.tenant, name, input: { ticketId: ticket.id, eventId: await newId(), ...input } });
      if (answer?.state === 'saved') showToast({ text: done, tone: 'good' });
      if (answer?.state === 'refused') showToast({ text: refusalSentence(answer.refusal), tone: 'error' });
    } catch (cause) {
      reportProblem({ cause });
    } finally {
      setBusy(false);
    }
  }
  const assign = (operatorId: Id, name: string) => give('ticket.assign', { operatorId }, t('assign.done', { name }));
  const move = (status: Status) => give('ticket.set_status', { status }, t('move.done', { status: t(`status.${status}`) }));

  const mayAssign = may.assign && others.length > 0;
  if (!mayAssign && may.moves.length === 0 && !may.merge) return null;
  return (
    <div className={styles.operator} role="group" aria-label={t('panel.operator')}>
      {mayAssign && (
          <Menu
            target={<Button icon="assign" label={t('command.assign')} busy={busy} aria-haspopup="menu" />}
            items={others.map((agent) => ({ id: agent.id, label: agent.name, icon: 'person', run: () => void assign(agent.id, agent.name) }))}
          />
        )}
        {may.moves.length > 0 && (
          <Menu
            target={<Button icon="flag" label={t('command.move')} busy={busy} aria-haspopup="menu" />}
            items={may.moves.map((status) => ({ id: status, label: t(`move.${status}`), run: () => void move(status) }))}
          />
        )}
      {may.merge && <Button icon="link" label={tService('merge.command')} onClick={() => setMerging(true)} />}
      {merging && <MergeDialog ticket={ticket} onClose={() => setMerging(false)} />}
    </div>
  );
}
