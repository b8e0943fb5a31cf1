import { useTranslation } from 'react-i18next';
import * as z from 'zod';
import { roleSchema, type Role } from '#shared/domain/access/roles.ts';
import type { Id } from '#shared/domain/kernel/ids.ts';
import { moduleSchema, type Module } from '#shared/domain/people/modules.ts';
import type { TenantView } from '#shared/rpc/contract.ts';
import { Button } from '../../ui/button.tsx';
import { Checkbox } from '../../ui/checkbox.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Resumed } from './resumed.tsx';
import { useFirstText, useKeptText } from './use-kept-text.ts';
import styles from './company.module.css';

interface RolesFieldProps {
  readonly offered: readonly Role[];
  readonly chosen: readonly Role[];
  readonly onChange: (roles: readonly Role[]) => void;
}

/** ACC-08, *Ruoli assegnati*: each with what it is for. */
export function RolesField({ offered, chosen, onChange }: RolesFieldProps) {
  const { t } = useTranslation('company');
  return (
    <fieldset className={styles.choices}>
      <legend>{t('roles.assigned')}</legend>
      {offered.map((role) => (
        <Checkbox key={role} label={t(`role.${role}`)} help={t(`role.${role}.text`)} checked={chosen.includes(role)} onChange={(on) => onChange(on ? [...chosen, role] : chosen.filter((one) => one !== role))} />
      ))}
    </fieldset>
  );
}

interface ModulesFieldProps {
  readonly offered: readonly Module[];
  readonly chosen: readonly Module[];
  readonly onChange: (modules: readonly Module[]) => void;
}

/** SET-03: the modules that are not everybody's. */
export function ModulesField({ offered, chosen, onChange }: ModulesFieldProps) {
  const { t } = useTranslation('company');
  if (offered.length === 0) return null;
  return (
    <fieldset className={styles.choices}>
      <legend>{t('modules.assigned')}</legend>
      {offered.map((module) => (
        <Checkbox key={module} label={t(`module.${module}`)} checked={chosen.includes(module)} onChange={(on) => onChange(on ? [...chosen, module] : chosen.filter((one) => one !== module))} />
      ))}
    </fieldset>
  );
}

interface RolesDialogProps {
  readonly tenant: TenantView;
  /** The person, or the invitation. */
  readonly of: Id;
  readonly name: string;
  readonly offered: readonly Role[];
  readonly roles: readonly Role[];
  readonly modulesOffered: readonly Module[];
  readonly modules: readonly Module[];
  readonly onClose: () => void;
  /** False when it was refused, with the reason said: what was ticked stays. */
  readonly onSave: (roles: readonly Role[], modules: readonly Module[], draftId: Id) => Promise<boolean>;
}

/** What is to become of them, so that what others do to them meanwhile stays. */
const textSchema = z.object({ add: z.array(roleSchema), remove: z.array(roleSchema), addModules: z.array(moduleSchema), removeModules: z.array(moduleSchema) });
const EMPTY: z.output<typeof textSchema> = { add: [], remove: [], addModules: [], removeModules: [] };
const placeOf = ({ tenant, of }: RolesDialogProps) => ({ kind: `roles:${tenant.id}:${of}`, tenant: tenant.id, schema: textSchema });

/** Roles and modules of a user, or of somebody who is still invited. */
export function RolesDialog(props: RolesDialogProps) {
  const first = useFirstText(placeOf(props));
  return first && <RolesForm {...props} first={first} />;
}

function RolesForm({ first, ...props }: RolesDialogProps & { readonly first: NonNullable<ReturnType<typeof useFirstText<z.output<typeof textSchema>>>> }) {
  const { name, offered, roles, modulesOffered, modules, onClose, onSave } = props;
  const { t } = useTranslation('company');
  const { text, change, again, draft } = useKeptText(placeOf(props), first, EMPTY, () => name);
  const chosen = changed(roles, text.add, text.remove);
  const given = changed(modules, text.addModules, text.removeModules);
  const save = async () => {
    await draft.flush();
    if (!(await onSave(chosen, given, draft.idNow()))) return;
    await draft.end();
    onClose();
  };
  return (
    <Dialog
      open
      onClose={onClose}
      width={480}
      title={t('roles.of', { name })}
      footer={
        <>
          <Button label={t('common:cancel')} onClick={onClose} />
          <Button label={t('common:save')} icon="save" look="primary" disabled={chosen.length === 0} reason={t('roles.one_at_least')} onClick={() => void save()} />
        </>
      }
    >
      <div className={styles.form}>
        <Resumed again={again} />
        <RolesField offered={offered} chosen={chosen} onChange={(next) => change(difference(roles, next))} />
        <ModulesField
          offered={modulesOffered}
          chosen={given}
          onChange={(next) => {
            const { add, remove } = difference(modules, next);
            change({ addModules: add, removeModules: remove });
          }}
        />
      </div>
    </Dialog>
  );
}

function changed<T>(before: readonly T[], add: readonly T[], remove: readonly T[]): readonly T[] {
  return [...before.filter((one) => !remove.includes(one)), ...add.filter((one) => !before.includes(one))];
}

/** What a list had not and has now, and the other way round. */
export function difference<T>(before: readonly T[], after: readonly T[]): { add: T[]; remove: T[] } {
  return { add: after.filter((one) => !before.includes(one)), remove: before.filter((one) => !after.includes(one)) };
}
