import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TicketDetail } from '#shared/rpc/contract.ts';
import { Button } from '../../../ui/button.tsx';
import { Menu } from '../../../ui/menu.tsx';
import { assignTo, moveTo } from '../parts/operate.ts';
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

  async function busyWith(work: Promise<void>): Promise<void> {
    setBusy(true);
    await work;
    setBusy(false);
  }

  const mayAssign = may.assign && others.length > 0;
  if (!mayAssign && may.moves.length === 0 && !may.merge) return null;
  return (
    <div className={styles.operator} role="group" aria-label={t('panel.operator')}>
      {mayAssign && (
          <Menu
            target={<Button icon="assign" label={t('command.assign')} shortcut="assign" busy={busy} aria-haspopup="menu" />}
            items={others.map((agent) => ({ id: agent.id, label: agent.name, icon: 'person', run: () => void busyWith(assignTo(ticket, agent)) }))}
          />
        )}
        {may.moves.length > 0 && (
          <Menu
            target={<Button icon="flag" label={t('command.move')} busy={busy} aria-haspopup="menu" />}
            items={may.moves.map((status) => ({
              id: status, label: t(`move.${status}`), shortcut: status === 'in_development' ? 'handOver' : undefined, run: () => void busyWith(moveTo(ticket, status)),
            }))}
          />
        )}
      {may.merge && <Button icon="link" label={tService('merge.command')} onClick={() => setMerging(true)} />}
      {merging && <MergeDialog ticket={ticket} onClose={() => setMerging(false)} />}
    </div>
  );
}
