import { useState, type SubmitEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { CompanyPeople } from '#shared/rpc/company.ts';
import type { TenantView } from '#shared/rpc/contract.ts';
import { Button } from '../../ui/button.tsx';
import { Checkbox } from '../../ui/checkbox.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { newId } from '../support/parts/run-command.ts';
import { give } from './give.ts';
import { difference } from './roles-dialog.tsx';
import styles from './company.module.css';

interface GroupDialogProps {
  readonly tenant: TenantView;
  readonly people: CompanyPeople;
  /** Null for a new one. */
  readonly group: CompanyPeople['groups'][number] | null;
  readonly onClose: () => void;
}

/** SET-03: a name and its people. */
export function GroupDialog({ tenant, people, group, onClose }: GroupDialogProps) {
  const { t } = useTranslation('company');
  const [name, setName] = useState(group?.name ?? '');
  const [memberIds, setMemberIds] = useState<readonly string[]>(group?.memberIds ?? []);
  const [error, setError] = useState<string | null>(null);

  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    if (name.trim() === '') {
      setError(t('groups.name_missing'));
      return;
    }
    const { add, remove } = difference(group?.memberIds ?? [], memberIds);
    const wish = group
      ? { name: 'group.change', input: { groupId: group.id, ...(name === group.name ? {} : { name }), add, remove }, undo: { name: 'group.change', input: { groupId: group.id, name: group.name, add: remove, remove: add } } }
      : { name: 'group.create', input: { groupId: await newId(), name, memberIds } };
    if (await give({ tenant: tenant.id, done: t('groups.saved', { name }), ...wish })) onClose();
  };
  return (
    <Dialog
      open
      onClose={onClose}
      width={480}
      title={group ? t('groups.edit_title', { name: group.name }) : t('groups.new')}
      footer={
        <>
          <Button label={t('common:cancel')} onClick={onClose} />
          <Button type="submit" form="group-form" label={t('common:save')} icon="save" look="primary" />
        </>
      }
    >
      <form id="group-form" className={styles.form} onSubmit={(event) => void submit(event)} noValidate>
        <TextField
          label={t('field.group_name')}
          autoFocus
          required
          value={name}
          error={error}
          maxLength={80}
          onChange={(next) => {
            setName(next);
            setError(null);
          }}
        />
        <fieldset className={styles.choices}>
          <legend>{t('groups.members')}</legend>
          {people.members.map(({ id, name: person }) => (
            <Checkbox key={id} label={person} checked={memberIds.includes(id)} onChange={(on) => setMemberIds(on ? [...memberIds, id] : memberIds.filter((one) => one !== id))} />
          ))}
        </fieldset>
      </form>
    </Dialog>
  );
}
