import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CompanyPeople } from '#shared/rpc/company.ts';
import type { TenantView } from '#shared/rpc/contract.ts';
import { Button } from '../../ui/button.tsx';
import { Checkbox } from '../../ui/checkbox.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { give } from './give.ts';
import { GroupDialog } from './group-dialog.tsx';
import { Waits } from './waits.tsx';
import styles from './company.module.css';

type Group = CompanyPeople['groups'][number];
type Access = CompanyPeople['modules'][number];

/** SET-03: groups, and who has which module. */
export function ModulesTab({ tenant, people }: { readonly tenant: TenantView; readonly people: CompanyPeople }) {
  const { t } = useTranslation('company');
  const [editing, setEditing] = useState<Group | 'new' | null>(null);
  return (
    <div className={styles.parts}>
      <section>
        <h2>{t('modules.title')}</h2>
        {people.modules.map((access) => (
          <ModuleCard key={access.module} tenant={tenant} access={access} people={people} />
        ))}
      </section>
      <section>
        <h2>{t('groups.title')}</h2>
        {people.groups.length === 0 ? (
          <EmptyState icon="people" title={t('groups.empty')} text={t('groups.empty_text')} />
        ) : (
          <ul className={styles.list}>
            {people.groups.map((group) => (
              <li key={group.id}>
                <span className={styles.grow}>
                  <strong>{group.name}</strong> <span className={styles.note}>· {t('groups.people', { count: group.memberIds.length })}</span>
                  <Waits sync={group.sync} />
                </span>
                <Button label={t('groups.edit')} look="plain" aria-label={`${t('groups.edit')}: ${group.name}`} onClick={() => setEditing(group)} />
                <Button
                  label={t('groups.remove')}
                  look="plain"
                  aria-label={`${t('groups.remove')}: ${group.name}`}
                  onClick={() => void give({ tenant: tenant.id, name: 'group.remove', input: { groupId: group.id }, done: t('groups.removed', { name: group.name }), undo: { name: 'group.restore', input: { groupId: group.id } } })}
                />
              </li>
            ))}
          </ul>
        )}
        <Button label={t('groups.new')} icon="plus" onClick={() => setEditing('new')} />
      </section>
      {editing && <GroupDialog tenant={tenant} people={people} group={editing === 'new' ? null : editing} onClose={() => setEditing(null)} />}
    </div>
  );
}

function ModuleCard({ tenant, access, people }: { readonly tenant: TenantView; readonly access: Access; readonly people: CompanyPeople }) {
  const { t } = useTranslation('company');
  const { module, enabled, everyone } = access;
  const name = t(`module.${module}`);
  const set = (input: object, undo: object, done: string) =>
    void give({ tenant: tenant.id, name: 'module.set_access', input: { module, ...input }, done, undo: { name: 'module.set_access', input: { module, ...undo } } });
  return (
    <div className={styles.card} role="group" aria-label={name}>
      <h3>
        {name} <Waits sync={access.sync} />
      </h3>
      <p className={styles.text}>{t(`module.${module}.text`)}</p>
      <Checkbox label={t('field.module_enabled')} checked={enabled} onChange={(on) => set({ enabled: on }, { enabled }, t(on ? 'modules.on' : 'modules.off', { name }))} />
      {enabled && <Checkbox label={t('field.module_everyone')} checked={everyone} onChange={(on) => set({ everyone: on }, { everyone }, t('modules.changed', { name }))} />}
      {enabled && !everyone && (
        <fieldset className={styles.choices}>
          <legend>{t('modules.who')}</legend>
          {people.groups.map((group) => (
            <Checkbox
              key={group.id}
              label={t('modules.group', { name: group.name })}
              checked={access.groupIds.includes(group.id)}
              onChange={(on) => set(on ? { addGroups: [group.id] } : { removeGroups: [group.id] }, on ? { removeGroups: [group.id] } : { addGroups: [group.id] }, t('modules.changed', { name }))}
            />
          ))}
          {people.members.map((member) => (
            <Checkbox
              key={member.id}
              label={member.name}
              checked={access.personIds.includes(member.id)}
              onChange={(on) => set(on ? { addPeople: [member.id] } : { removePeople: [member.id] }, on ? { removePeople: [member.id] } : { addPeople: [member.id] }, t('modules.changed', { name }))}
            />
          ))}
        </fieldset>
      )}
    </div>
  );
}
