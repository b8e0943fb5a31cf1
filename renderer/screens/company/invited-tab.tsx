import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Module } from '#shared/domain/people/modules.ts';
import type { CompanyPeople } from '#shared/rpc/company.ts';
import type { TenantView } from '#shared/rpc/contract.ts';
import { useNow } from '../../data/use-now.ts';
import { formatDate } from '../../format.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { give } from './give.ts';
import { PeopleTable } from './people-table.tsx';
import { Question } from './question.tsx';
import { difference, RolesDialog } from './roles-dialog.tsx';
import { rolesToGive } from './roles-of.ts';
import styles from './company.module.css';

type Invitation = CompanyPeople['invitations'][number];
interface InvitedTabProps {
  readonly tenant: TenantView;
  readonly people: CompanyPeople;
  readonly modulesOffered: readonly Module[];
  readonly onInvite: () => void;
}

/** ACC-08, tab *Utenti invitati*: *Invitato il*, roles already, resend, *Rimuovi utente invitato*. */
export function InvitedTab({ tenant, people, modulesOffered, onInvite }: InvitedTabProps) {
  const { t } = useTranslation('company');
  const now = useNow();
  const [changing, setChanging] = useState<Invitation | null>(null);
  const [removing, setRemoving] = useState<Invitation | null>(null);
  if (people.invitations.length === 0) {
    return (
      <EmptyState icon="people" title={t('invited.empty')} text={t('invited.empty_text')}>
        <Button label={t('invite.title')} icon="plus" look="primary" onClick={onInvite} />
      </EmptyState>
    );
  }
  const stateOf = ({ state, expiresAt }: Invitation) => {
    if (state === 'declined') return t('invited.declined');
    return state === 'expired' || expiresAt <= now ? t('invited.expired') : t('invited.pending', { date: formatDate(expiresAt) });
  };
  return (
    <>
      <PeopleTable
        caption={t('tab.invited')}
        rows={people.invitations}
        nameOf={({ email }) => email}
        columns={[
          {
            label: t('column.email'),
            show: ({ email, firstName, lastName }) => (
              <>
                {email}
                {`${firstName}${lastName}` !== '' && <div className={styles.note}>{`${firstName} ${lastName}`.trim()}</div>}
              </>
            ),
          },
          { label: t('column.roles'), show: ({ roles }) => roles.map((role) => t(`role.${role}`)).join(', ') },
          { label: t('column.invited_at'), date: true, show: ({ invitedAt }) => formatDate(invitedAt) },
          { label: t('column.state'), show: stateOf },
        ]}
        acts={[
          { label: t('roles.change'), run: setChanging },
          { label: t('invited.resend'), run: ({ id, email }) => void give({ tenant: tenant.id, name: 'invitation.resend', input: { invitationId: id }, done: t('invited.resent', { email }) }) },
          { label: t('invited.remove'), run: setRemoving },
        ]}
      />
      {changing && (
        <RolesDialog
          tenant={tenant}
          of={changing.id}
          name={changing.email}
          offered={rolesToGive(tenant)}
          roles={changing.roles}
          modulesOffered={modulesOffered}
          modules={changing.modules}
          onClose={() => setChanging(null)}
          onSave={async (roles, modules, draftId) => {
            const [role, module] = [difference(changing.roles, roles), difference(changing.modules, modules)];
            const invitationId = changing.id;
            if (role.add.length + role.remove.length + module.add.length + module.remove.length === 0) return true;
            const input = { invitationId, add: role.add, remove: role.remove, addModules: module.add, removeModules: module.remove };
            const undo = { invitationId, add: role.remove, remove: role.add, addModules: module.remove, removeModules: module.add };
            return give({ tenant: tenant.id, name: 'invitation.change_roles', input, draftId, done: t('roles.changed', { name: changing.email }), undo: { name: 'invitation.change_roles', input: undo } });
          }}
        />
      )}
      {removing && (
        <Question
          title={t('invited.remove_title', { email: removing.email })}
          text={t('invited.remove_text')}
          yes={t('invited.remove')}
          onClose={() => setRemoving(null)}
          onYes={() => void give({ tenant: tenant.id, name: 'invitation.revoke', input: { invitationId: removing.id }, done: t('invited.removed', { email: removing.email }) })}
        />
      )}
    </>
  );
}
