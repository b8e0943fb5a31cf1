import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Role } from '#shared/domain/access/roles.ts';
import type { Module } from '#shared/domain/people/modules.ts';
import { Button } from '../../ui/button.tsx';
import { Checkbox } from '../../ui/checkbox.tsx';
import { Dialog } from '../../ui/dialog.tsx';
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
  readonly name: string;
  readonly offered: readonly Role[];
  readonly roles: readonly Role[];
  readonly modulesOffered: readonly Module[];
  readonly modules: readonly Module[];
  readonly onClose: () => void;
  /** False when it was refused, with the reason said: what was ticked stays. */
  readonly onSave: (roles: readonly Role[], modules: readonly Module[]) => Promise<boolean>;
}

/** Roles and modules of a user, or of somebody who is still invited. */
export function RolesDialog({ name, offered, roles, modulesOffered, modules, onClose, onSave }: RolesDialogProps) {
  const { t } = useTranslation('company');
  const [chosen, setChosen] = useState(roles);
  const [given, setGiven] = useState(modules);
  return (
    <Dialog
      open
      onClose={onClose}
      width={480}
      title={t('roles.of', { name })}
      footer={
        <>
          <Button label={t('common:cancel')} onClick={onClose} />
          <Button label={t('common:save')} icon="save" look="primary" disabled={chosen.length === 0} reason={t('roles.one_at_least')} onClick={() => void onSave(chosen, given).then((saved) => saved && onClose())} />
        </>
      }
    >
      <div className={styles.form}>
        <RolesField offered={offered} chosen={chosen} onChange={setChosen} />
        <ModulesField offered={modulesOffered} chosen={given} onChange={setGiven} />
      </div>
    </Dialog>
  );
}

/** What a list had not and has now, and the other way round. */
export function difference<T>(before: readonly T[], after: readonly T[]): { add: T[]; remove: T[] } {
  return { add: after.filter((one) => !before.includes(one)), remove: before.filter((one) => !after.includes(one)) };
}
