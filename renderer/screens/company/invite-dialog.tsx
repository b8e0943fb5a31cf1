import { useState, type SubmitEvent } from 'react';
import { useTranslation } from 'react-i18next';
import * as z from 'zod';
import { roleSchema } from '#shared/domain/access/roles.ts';
import { moduleSchema, type Module } from '#shared/domain/people/modules.ts';
import type { TenantView } from '#shared/rpc/contract.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { showToast } from '../../ui/toast.tsx';
import { newId } from '../support/parts/run-command.ts';
import { refusalOf } from './give.ts';
import { Resumed } from './resumed.tsx';
import { ModulesField, RolesField } from './roles-dialog.tsx';
import { rolesToGive } from './roles-of.ts';
import { useFirstText, useKeptText } from './use-kept-text.ts';
import styles from './company.module.css';

interface InviteDialogProps {
  readonly tenant: TenantView;
  readonly modulesOffered: readonly Module[];
  readonly onClose: () => void;
}

const textSchema = z.object({ email: z.string(), firstName: z.string(), lastName: z.string(), roles: z.array(roleSchema), modules: z.array(moduleSchema) });
const EMPTY: z.output<typeof textSchema> = { email: '', firstName: '', lastName: '', roles: ['user'], modules: [] };
const placeOf = ({ id }: TenantView) => ({ kind: `invitation.new:${id}`, tenant: id, schema: textSchema });

/** ACC-08, *Invita utente*: an address, the roles, and the modules that are not everybody's. */
export function InviteDialog(props: InviteDialogProps) {
  const first = useFirstText(placeOf(props.tenant));
  return first && <InviteForm {...props} first={first} />;
}

function InviteForm({ tenant, modulesOffered, onClose, first }: InviteDialogProps & { readonly first: NonNullable<ReturnType<typeof useFirstText<z.output<typeof textSchema>>>> }) {
  const { t } = useTranslation('company');
  const { text, change, again, draft } = useKeptText(placeOf(tenant), first, EMPTY, ({ email }) => email);
  const { firstName, lastName } = text;
  const offered = rolesToGive(tenant);
  const roles = text.roles.filter((role) => offered.includes(role));
  const modules = text.modules.filter((module) => modulesOffered.includes(module));
  const [error, setError] = useState<string | null>(null);

  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    if (roles.length === 0) return;
    const email = text.email.trim();
    if (!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email)) {
      setError(t('invite.email_odd'));
      return;
    }
    await draft.flush();
    const refusal = await refusalOf({ tenant: tenant.id, name: 'invitation.create', input: { invitationId: await newId(), email, firstName, lastName, roles, modules }, draftId: draft.idNow() });
    if (refusal !== undefined) {
      setError(refusal || null);
      return;
    }
    await draft.end();
    showToast({ text: t('invite.done', { email }), tone: 'good' });
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
        <Resumed again={again} />
        <p className={styles.text}>{t('invite.text', { company: tenant.name })}</p>
        <TextField
          label={t('invite.email')}
          type="email"
          autoFocus
          required
          value={text.email}
          error={error}
          maxLength={254}
          onChange={(email) => {
            change({ email });
            setError(null);
          }}
        />
        <div className={styles.pair}>
          <TextField label={t('invite.first_name')} value={firstName} onChange={(next) => change({ firstName: next })} maxLength={80} />
          <TextField label={t('invite.last_name')} value={lastName} onChange={(next) => change({ lastName: next })} maxLength={80} />
        </div>
        <RolesField offered={offered} chosen={roles} onChange={(next) => change({ roles: [...next] })} />
        <ModulesField offered={modulesOffered} chosen={modules} onChange={(next) => change({ modules: [...next] })} />
      </form>
    </Dialog>
  );
}
