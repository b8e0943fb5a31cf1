import { useState, type SubmitEvent } from 'react';
import { useTranslation } from 'react-i18next';
import * as z from 'zod';
import { idSchema } from '#shared/domain/kernel/ids.ts';
import type { CompanyPeople } from '#shared/rpc/company.ts';
import type { TenantView } from '#shared/rpc/contract.ts';
import { Button } from '../../ui/button.tsx';
import { Checkbox } from '../../ui/checkbox.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { newId } from '../support/parts/run-command.ts';
import { give } from './give.ts';
import { Resumed } from './resumed.tsx';
import { useFirstText, useKeptText } from './use-kept-text.ts';
import styles from './company.module.css';

interface GroupDialogProps {
  readonly tenant: TenantView;
  readonly people: CompanyPeople;
  /** Null for a new one. */
  readonly group: CompanyPeople['groups'][number] | null;
  readonly onClose: () => void;
}

/** What is to become of the group, so that what others do to it meanwhile stays. */
const textSchema = z.object({ name: z.string().nullable(), add: z.array(idSchema), remove: z.array(idSchema) });
const EMPTY: z.output<typeof textSchema> = { name: null, add: [], remove: [] };
const placeOf = ({ tenant, group }: GroupDialogProps) => ({ kind: `group:${tenant.id}:${group?.id ?? 'new'}`, tenant: tenant.id, schema: textSchema });

/** SET-03: a name and its people. */
export function GroupDialog(props: GroupDialogProps) {
  const first = useFirstText(placeOf(props));
  return first && <GroupForm {...props} first={first} />;
}

function GroupForm({ first, ...props }: GroupDialogProps & { readonly first: NonNullable<ReturnType<typeof useFirstText<z.output<typeof textSchema>>>> }) {
  const { tenant, people, group, onClose } = props;
  const { t } = useTranslation('company');
  const { text, change, again, draft } = useKeptText(placeOf(props), first, EMPTY, ({ name }) => name ?? group?.name ?? '');
  const before = group?.memberIds ?? [];
  const name = text.name ?? group?.name ?? '';
  const add = text.add.filter((id) => !before.includes(id) && people.members.some((member) => member.id === id));
  const remove = text.remove.filter((id) => before.includes(id));
  const memberIds = [...before.filter((id) => !remove.includes(id)), ...add];
  const [error, setError] = useState<string | null>(null);

  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    if (name.trim() === '') {
      setError(t('groups.name_missing'));
      return;
    }
    const wish = group
      ? { name: 'group.change', input: { groupId: group.id, ...(name === group.name ? {} : { name }), add, remove }, undo: { name: 'group.change', input: { groupId: group.id, name: group.name, add: remove, remove: add } } }
      : { name: 'group.create', input: { groupId: await newId(), name, memberIds } };
    await draft.flush();
    if (!(await give({ tenant: tenant.id, done: t('groups.saved', { name }), draftId: draft.idNow(), ...wish }))) return;
    await draft.end();
    onClose();
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
        <Resumed again={again} />
        <TextField
          label={t('field.group_name')}
          autoFocus
          required
          value={name}
          error={error}
          maxLength={80}
          onChange={(next) => {
            change({ name: next });
            setError(null);
          }}
        />
        <fieldset className={styles.choices}>
          <legend>{t('groups.members')}</legend>
          {people.members.map(({ id, name: person }) => (
            <Checkbox
              key={id}
              label={person}
              checked={memberIds.includes(id)}
              onChange={(on) => {
                const others = { add: text.add.filter((one) => one !== id), remove: text.remove.filter((one) => one !== id) };
                if (on === before.includes(id)) change(others);
                else change(on ? { ...others, add: [...others.add, id] } : { ...others, remove: [...others.remove, id] });
              }}
            />
          ))}
        </fieldset>
      </form>
    </Dialog>
  );
}
