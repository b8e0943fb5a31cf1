import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Id } from '#shared/domain/kernel/ids.ts';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { TextField } from '../../../ui/text-field.tsx';
import styles from './assign-dialog.module.css';

interface Agent {
  readonly id: Id;
  readonly name: string;
}
interface AssignDialogProps {
  readonly agents: readonly Agent[];
  readonly onPick: (agent: Agent) => void;
  readonly onClose: () => void;
}

/** DET-10: to whom, by the keyboard: some letters of the name, Enter takes the first. */
export function AssignDialog({ agents, onPick, onClose }: AssignDialogProps) {
  const { t } = useTranslation('service');
  const [words, setWords] = useState('');
  const wanted = words.trim().toLocaleLowerCase();
  const found = agents.filter((agent) => agent.name.toLocaleLowerCase().includes(wanted));
  const first = found[0];
  return (
    <Dialog open onClose={onClose} title={t('triage.assign')} width={420} footer={<Button label={t('common:cancel')} onClick={onClose} />}>
      <TextField
        label={t('triage.assign.find')}
        value={words}
        onChange={setWords}
        icon="search"
        autoFocus
        maxLength={100}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || first === undefined) return;
          event.preventDefault();
          onPick(first);
        }}
      />
      <ul className={styles.names}>
        {found.map((agent) => (
          <li key={agent.id}>
            <Button look="plain" icon="person" label={agent.name} onClick={() => onPick(agent)} />
          </li>
        ))}
      </ul>
      {found.length === 0 && <p>{t('triage.assign.none')}</p>}
    </Dialog>
  );
}
