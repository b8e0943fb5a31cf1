import { useTranslation } from 'react-i18next';
import { useSession } from '../../data/use-session.ts';
import { useScreenCommands } from '../../state/commands.ts';
import { useTabs } from '../../state/tabs.ts';
import page from '../settings/settings-screen.module.css';
import { ChangePassword } from './change-password.tsx';
import styles from './profile-screen.module.css';
import { SignedInDevices } from './signed-in-devices.tsx';

/** ACC-07, ACC-12: who is signed in, with what rights and where, and the password. */
export function ProfileScreen() {
  const { t } = useTranslation('shell');
  const { person, tenants } = useSession();
  const open = useTabs((tabs) => tabs.open);
  useScreenCommands([{ id: 'settings', label: t('settings.title'), icon: 'settings', run: () => open('settings') }]);
  if (person === null) return null;
  const facts = [
    [t('profile.name'), person.name],
    [t('profile.email'), person.email],
    ...tenants.map(({ name, roles }) => [name, roles.map((role) => t(`profile.role.${role}`)).join(', ')] as const),
  ] as const;
  return (
    <div className={page.page}>
      <div className={page.sheet}>
        <section className={page.part}>
          <h2>{t('profile.who')}</h2>
          <dl className={styles.facts}>
            {facts.map(([name, value], at) => (
              <div key={at}>
                <dt>{name}</dt>
                <dd>{value}</dd>
              </div>
            ))}
          </dl>
        </section>
        <ChangePassword />
        <SignedInDevices />
      </div>
    </div>
  );
}
