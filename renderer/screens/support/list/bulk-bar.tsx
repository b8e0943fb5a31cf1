import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TicketRow } from '#shared/rpc/contract.ts';
import { useQueryOf } from '../../../data/query.ts';
import { Button } from '../../../ui/button.tsx';
import { Menu } from '../../../ui/menu.tsx';
import { doForAll, type BulkWork, type NotDone } from './bulk.ts';
import { NotDoneDialog } from './not-done-dialog.tsx';
import styles from './list.module.css';

interface BulkBarProps {
  readonly marked: readonly TicketRow[];
  readonly onMarked: (rows: readonly TicketRow[]) => void;
}

/** LST-07: what can be done to all marked requests at once; those that could not be done stay marked. */
export function BulkBar({ marked, onMarked }: BulkBarProps) {
  const { t } = useTranslation('service');
  const { t: tSupport } = useTranslation('support');
  const [busy, setBusy] = useState(false);
  const [notDone, setNotDone] = useState<readonly NotDone[]>([]);
  const first = marked[0];
  // The vendor's operators are the same for each of its customers.
  const agents = useQueryOf('tickets.get', { tenant: first?.tenant ?? '', id: first?.id ?? '' }, { enabled: first !== undefined }).data?.agents ?? [];

  async function give(work: BulkWork): Promise<void> {
    setBusy(true);
    const refused = await doForAll(marked, work);
    setBusy(false);
    setNotDone(refused);
    onMarked(refused.map(({ row }) => row));
  }
  return (
    <div className={styles.bulk} role="toolbar" aria-label={t('bulk.label')}>
      <strong role="status">{t('bulk.marked', { count: marked.length })}</strong>
      <Button icon="take" label={tSupport('command.take')} busy={busy} onClick={() => void give({ kind: 'take' })} />
      <Menu
        target={<Button icon="assign" label={tSupport('command.assign')} busy={busy} aria-haspopup="menu" />}
        items={agents.map((agent) => ({ id: agent.id, label: agent.name, icon: 'person', run: () => void give({ kind: 'assign', operatorId: agent.id }) }))}
      />
      <Menu
        target={<Button icon="flag" label={tSupport('field.priority')} busy={busy} aria-haspopup="menu" />}
        items={(['low', 'normal', 'high'] as const).map((priority) => ({ id: priority, label: tSupport(`priority.${priority}`), run: () => void give({ kind: 'priority', priority }) }))}
      />
      <Menu
        target={<Button icon="flag" label={tSupport('field.status')} busy={busy} aria-haspopup="menu" />}
        items={(['in_progress', 'waiting_for_customer', 'in_development'] as const).map((status) => ({ id: status, label: tSupport(`status.${status}`), run: () => void give({ kind: 'status', status }) }))}
      />
      <Button look="plain" icon="close" label={t('bulk.clear')} onClick={() => onMarked([])} />
      {notDone.length > 0 && <NotDoneDialog notDone={notDone} onClose={() => setNotDone([])} />}
    </div>
  );
}
