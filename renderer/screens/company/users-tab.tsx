import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CompanyPeople } from '#shared/rpc/company.ts';
import type { TenantView } from '#shared/rpc/contract.ts';
import { useSession } from '../../data/use-session.ts';
import { formatDate } from '../../format.ts';
import { Button } from '../../ui/button.tsx';
import { give } from './give.ts';
import { Question } from './question.tsx';
import { difference, RolesDialog } from './roles-dialog.tsx';
import { rolesToGive } from './roles-of.ts';
import { Waits } from './waits.tsx';
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
      <table className={styles.table}>
        <caption className="aloud">{t('tab.users')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('column.name')}</th>
            <th scope="col">{t('column.email')}</th>
            <th scope="col">{t('column.roles')}</th>
            <th scope="col">{t('column.active_since')}</th>
            <th scope="col">
              <span className="aloud">{t('column.actions')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {people.members.map((member) => (
            <tr key={member.id}>
              <th scope="row">
                {member.name} {member.id === me && <span className={styles.note}>· {t('users.you')}</span>}
                <Waits sync={member.sync} />
              </th>
              <td>{member.email}</td>
              <td>{member.roles.map((role) => t(`role.${role}`)).join(', ')}</td>
              <td className={styles.date}>{formatDate(member.activeSince)}</td>
              <td className={styles.acts}>
                <Button label={t('roles.change')} look="plain" aria-label={`${t('roles.change')}: ${member.name}`} onClick={() => setChanging(member)} />
                <Button label={t('users.remove')} look="plain" aria-label={`${t('users.remove')}: ${member.name}`} onClick={() => setRemoving(member)} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {changing && (
        <RolesDialog
          name={changing.name}
          offered={offered}
          roles={changing.roles}
          modulesOffered={[]}
          modules={[]}
          onClose={() => setChanging(null)}
          onSave={(roles) => {
            const { add, remove } = difference(changing.roles, roles);
            const personId = changing.id;
            setChanging(null);
            if (add.length + remove.length === 0) return;
            void give({
              tenant: tenant.id, name: 'membership.change_roles', input: { personId, add, remove }, done: t('roles.changed', { name: changing.name }),
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
