import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CompanyPeople } from '#shared/rpc/company.ts';
import type { TenantView } from '#shared/rpc/contract.ts';
import { useSession } from '../../data/use-session.ts';
import { formatDate } from '../../format.ts';
import { give } from './give.ts';
import { PeopleTable } from './people-table.tsx';
import { Question } from './question.tsx';
import { difference, RolesDialog } from './roles-dialog.tsx';
import { rolesToGive } from './roles-of.ts';
import styles from './company.module.css';

type Member = CompanyPeople['members'][number];

/** ACC-08, tab *Utenti*: role, *attivo dal*, remove. */
export function UsersTab({ tenant, people }: { readonly tenant: TenantView; readonly people: CompanyPeople }) {
  const { t } = useTranslation('company');
  const me = useSession().person?.id;
  const [changing, setChanging] = useState<Member | null>(null);
  const [removing, setRemoving] = useState<Member | null>(null);
  const offered = rolesToGive(tenant);
  return (
    <>
      <PeopleTable
        caption={t('tab.users')}
        rows={people.members}
        nameOf={({ name }) => name}
        columns={[
          {
            label: t('column.name'),
            show: ({ id, name }) => (
              <>
                {name} {id === me && <span className={styles.note}>· {t('users.you')}</span>}
              </>
            ),
          },
          { label: t('column.email'), show: ({ email }) => email },
          { label: t('column.roles'), show: ({ roles }) => roles.map((role) => t(`role.${role}`)).join(', ') },
          { label: t('column.active_since'), date: true, show: ({ activeSince }) => formatDate(activeSince) },
        ]}
        acts={[
          { label: t('roles.change'), run: setChanging },
          { label: t('users.remove'), run: setRemoving },
        ]}
      />
      {changing && (
        <RolesDialog
          tenant={tenant}
          of={changing.id}
          name={changing.name}
          offered={offered}
          roles={changing.roles}
          modulesOffered={[]}
          modules={[]}
          onClose={() => setChanging(null)}
          onSave={async (roles, _modules, draftId) => {
            const { add, remove } = difference(changing.roles, roles);
            const personId = changing.id;
            if (add.length + remove.length === 0) return true;
            return give({
              tenant: tenant.id, name: 'membership.change_roles', input: { personId, add, remove }, draftId, done: t('roles.changed', { name: changing.name }),
              // Whoever gives up their own role of administrator cannot take it back.
              ...(personId === me && remove.some((role) => role === 'company_admin' || role === 'vendor_admin') ? {} : { undo: { name: 'membership.change_roles', input: { personId, add: remove, remove: add } } }),
            });
          }}
        />
      )}
      {removing && (
        <Question
          title={t('users.remove_title', { name: removing.name })}
          text={t('users.remove_text', { company: tenant.name })}
          yes={t('users.remove')}
          onClose={() => setRemoving(null)}
          onYes={() => void give({ tenant: tenant.id, name: 'membership.remove', input: { personId: removing.id }, done: t('users.removed', { name: removing.name }) })}
        />
      )}
    </>
  );
}
