import { useTranslation } from 'react-i18next';
import { Button } from '../../../ui/button.tsx';
import { Menu } from '../../../ui/menu.tsx';
import styles from './list.module.css';
import type { Bulk } from './use-list-triage.tsx';

interface BulkBarProps {
  /** How many are marked. */
  readonly count: number;
  readonly bulk: Bulk;
  readonly onClear: () => void;
}

/** LST-07: what can be done to all marked requests at once; those that could not be done stay marked. */
export function BulkBar({ count, bulk: { busy, agents, give }, onClear }: BulkBarProps) {
  const { t } = useTranslation('service');
  const { t: tSupport } = useTranslation('support');
  return (
    <div className={styles.bulk} role="toolbar" aria-label={t('bulk.label')}>
      <strong role="status">{t('bulk.marked', { count })}</strong>
      <Button icon="take" label={tSupport('command.take')} shortcut="take" busy={busy} onClick={() => void give({ kind: 'take' })} />
      <Menu
        target={<Button icon="assign" label={tSupport('command.assign')} shortcut="assign" busy={busy} aria-haspopup="menu" />}
        items={agents.map((agent) => ({ id: agent.id, label: agent.name, icon: 'person', run: () => void give({ kind: 'assign', operatorId: agent.id }) }))}
      />
      <Menu
        target={<Button icon="flag" label={tSupport('field.priority')} busy={busy} aria-haspopup="menu" />}
        items={(['low', 'normal', 'high'] as const).map((priority) => ({ id: priority, label: tSupport(`priority.${priority}`), run: () => void give({ kind: 'priority', priority }) }))}
      />
      <Menu
        target={<Button icon="ticket" label={tSupport('field.status')} busy={busy} aria-haspopup="menu" />}
        items={(['in_progress', 'waiting_for_customer', 'in_development'] as const).map((status) => ({
          id: status, label: tSupport(`status.${status}`), shortcut: status === 'in_development' ? 'handOver' : undefined, run: () => void give({ kind: 'status', status }),
        }))}
      />
      <Button look="plain" icon="close" label={t('bulk.clear')} onClick={onClear} />
    </div>
  );
}
