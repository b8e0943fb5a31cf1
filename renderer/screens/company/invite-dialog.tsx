import { useState, type SubmitEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { Role } from '#shared/domain/access/roles.ts';
import type { Module } from '#shared/domain/people/modules.ts';
import type { TenantView } from '#shared/rpc/contract.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { showToast } from '../../ui/toast.tsx';
import { newId } from '../support/parts/run-command.ts';
import { refusalOf } from './give.ts';
import { ModulesField, RolesField } from './roles-dialog.tsx';
import { rolesToGive } from './roles-of.ts';
import styles from './company.module.css';

interface InviteDialogProps {
  readonly tenant: TenantView;
  readonly modulesOffered: readonly Module[];
  readonly onClose: () => void;
}

/** ACC-08, *Invita utente*: an address, the roles, and the modules that are not everybody's. */
export function InviteDialog({ tenant, modulesOffered, onClose }: InviteDialogProps) {
  const { t } = useTranslation('company');
  const [email, setEmail] = useState('');
  const [firstName, setFirstName] = useState('');
  const [lastName, setLastName] = useState('');
  const [roles, setRoles] = useState<readonly Role[]>(['user']);
  const [modules, setModules] = useState<readonly Module[]>([]);
  const [error, setError] = useState<string | null>(null);

  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    if (roles.length === 0) return;
    if (!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email.trim())) {
      setError(t('invite.email_odd'));
      return;
    }
    const refusal = await refusalOf({ tenant: tenant.id, name: 'invitation.create', input: { invitationId: await newId(), email: email.trim(), firstName, lastName, roles, modules } });
    if (refusal !== undefined) {
      setError(refusal || null);
      return;
    }
    showToast({ text: t('invite.done', { email: email.trim() }), tone: 'good' });
    onClose();
  };
  return (
    <Dialog
      open
      onClose={onClose}
      width={480}
      title={t('invite.title')}
      footer={
        <>
          <Button label={t('common:cancel')} onClick={onClose} />
          <Button type="submit" form="invite-form" label={t('invite.send')} icon="send" look="primary" disabled={roles.length === 0} reason={t('roles.one_at_least')} />
        </>
      }
    >
      <form id="invite-form" className={styles.form} onSubmit={(event) => void submit(event)} noValidate>
        <p className={styles.text}>{t('invite.text', { company: tenant.name })}</p>
        <TextField
          label={t('invite.email')}
          type="email"
          autoFocus
          required
          value={email}
          error={error}
          maxLength={254}
          onChange={(next) => {
            setEmail(next);
            setError(null);
          }}
        />
        <div className={styles.pair}>
          <TextField label={t('invite.first_name')} value={firstName} onChange={setFirstName} maxLength={80} />
          <TextField label={t('invite.last_name')} value={lastName} onChange={setLastName} maxLength={80} />
        </div>
        <RolesField offered={rolesToGive(tenant)} chosen={roles} onChange={setRoles} />
        <ModulesField offered={modulesOffered} chosen={modules} onChange={setModules} />
      </form>
    </Dialog>
  );
}
