import { useEffect, useEffectEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { askAgain, useQueryOf } from '../../data/query.ts';
import { mayInSession, useCompany, useSession } from '../../data/use-session.ts';
import { useScreenCommands } from '../../state/commands.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { SegmentedControl } from '../../ui/segmented-control.tsx';
import { Select } from '../../ui/select.tsx';
import { Waiting } from '../../ui/waiting.tsx';
import { CompanyTab } from './company-tab.tsx';
import { useCompanyWish } from './company-wish.ts';
import { InviteDialog } from './invite-dialog.tsx';
import { InvitedTab } from './invited-tab.tsx';
import { ModulesTab } from './modules-tab.tsx';
import { RolesTab } from './roles-tab.tsx';
import { UsersTab } from './users-tab.tsx';
import styles from './company.module.css';

const TABS = ['company', 'roles', 'users', 'invited', 'modules'] as const;

/** ACC-08, *Gestione azienda*: one company at a time, without a network too (OFF-01). */
export function CompanyScreen() {
  const { t } = useTranslation('company');
  const session = useSession();
  const company = useCompany();
  const companies = session.tenants.filter(({ id }) => mayInSession(session, 'invitation.create', id));
  const [chosen, setChosen] = useState<string | null>(null);
  const tenant = companies.find(({ id }) => id === (chosen ?? company?.id)) ?? companies[0];
  const [tab, setTab] = useState<(typeof TABS)[number]>('users');
  const [inviting, setInviting] = useState(false);
  const people = useQueryOf('company.people', { tenant: tenant?.id ?? '' }, { enabled: tenant !== undefined, keepPrevious: true });
  const wish = useCompanyWish((state) => state.wish);
  const grant = useEffectEvent(() => {
    if (wish === null) return;
    setChosen(wish.tenant);
    if (wish.what === 'groups') setTab('modules');
    else setInviting(true);
    useCompanyWish.getState().set(null);
  });
  useEffect(() => grant(), [wish]);
  useScreenCommands([
    { id: 'invite', label: t('invite.title'), icon: 'plus', shortcut: 'create', look: 'primary', enabled: tenant !== undefined, run: () => setInviting(true) },
    { id: 'refresh', label: t('common:refresh'), icon: 'refresh', shortcut: 'refresh', run: () => askAgain('company.people') },
  ]);
  if (tenant === undefined) return <EmptyState icon="people" title={t('none')} text={t('none_text')} />;
  const modulesOffered = (people.data?.modules ?? []).filter(({ enabled, everyone }) => enabled && !everyone).map(({ module }) => module);
  return (
    <div className={styles.page}>
      <div className={styles.top}>
        {companies.length > 1 && <Select label={t('company')} value={tenant.id} options={companies.map(({ id, name }) => ({ value: id, label: name }))} onChange={(id) => setChosen(id)} />}
        <SegmentedControl label={t('show')} value={tab} options={TABS.map((value) => ({ value, label: t(`tab.${value}`) }))} onChange={setTab} />
      </div>
      {people.data === undefined ? (
        <Waiting what={t('loading')} />
      ) : (
        <>
          {tab === 'company' && <CompanyTab key={tenant.id} tenant={tenant} people={people.data} />}
          {tab === 'roles' && <RolesTab tenant={tenant} />}
          {tab === 'users' && <UsersTab tenant={tenant} people={people.data} />}
          {tab === 'invited' && <InvitedTab tenant={tenant} people={people.data} modulesOffered={modulesOffered} onInvite={() => setInviting(true)} />}
          {tab === 'modules' && <ModulesTab tenant={tenant} people={people.data} />}
        </>
      )}
      {inviting && <InviteDialog tenant={tenant} modulesOffered={modulesOffered} onClose={() => setInviting(false)} />}
    </div>
  );
}
