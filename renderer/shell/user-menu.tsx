import { useTranslation } from 'react-i18next';
import { useSession } from '../data/use-session.ts';
import { useTabs } from '../state/tabs.ts';
import { useWorkplace } from '../state/workplace.ts';
import { Menu, type MenuItem } from '../ui/menu.tsx';
import { lockNow } from './lock-now.ts';
import { Portrait } from './portrait.tsx';
import { useLeave } from './use-leave.ts';
import styles from './title-bar.module.css';

/** Who is signed in, and what concerns them alone (ACC-13). */
export function UserMenu() {
  const { t } = useTranslation(['shell', 'access']);
  const { person, needsPassword, pin, tenants } = useSession();
  const leave = useLeave();
  const open = useTabs((tabs) => tabs.open);
  const set = useWorkplace((place) => place.set);
  if (person === null) return null;
  const items: MenuItem[] = [
    { id: 'profile', label: t('profile.title'), icon: 'person', run: () => open('profile') },
    { id: 'settings', label: t('settings.title'), icon: 'settings', run: () => open('settings') },
    { id: 'help', label: t('help.title'), icon: 'help', shortcut: 'help', run: () => open('help') },
    ...(pin === null ? [] : [{ id: 'lock', label: t('access:lock.now'), icon: 'key', shortcut: 'lock', divided: true, run: lockNow } as const]),
    { id: 'sign_out', label: t('user.sign_out'), icon: 'sign_out', divided: true, run: leave },
  ];
  if (needsPassword) items.unshift({ id: 'password', label: t('user.sign_in_again'), icon: 'key', run: () => set({ passwordOpen: true }) });
  return (
    <Menu
      align="end"
      heading={person.name === person.email ? person.email : `${person.name}\n${person.email}`}
      items={items}
      target={
        <button type="button" className={styles.avatar} title={person.name}>
          <Portrait tenant={tenants[0]?.id} person={person.id} name={person.name} />
          <span className="aloud">{t('user.button', { name: person.name })}</span>
        </button>
      }
    />
  );
}
