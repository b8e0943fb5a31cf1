import { useTranslation } from 'react-i18next';
import { mayInSession, useSession } from '../../data/use-session.ts';
import { SHORTCUTS, type ShortcutName } from '../../state/shortcuts.ts';
import { useScreenCommands } from '../../state/commands.ts';
import { contactSupportFrom } from '../../state/contact-support.ts';
import { useWorkplace } from '../../state/workplace.ts';
import { KeyHint } from '../../ui/key-hint.tsx';
import { StatusBadge } from '../../ui/status-badge.tsx';
import styles from './help-screen.module.css';

const OFFLINE = ['read', 'search', 'write', 'files', 'conflicts', 'restart'] as const;
const ONLINE = ['first', 'number', 'answers', 'unseen_files', 'password'] as const;
const NAMES = Object.keys(SHORTCUTS) as ShortcutName[];

/** F1: how the program is used, every key once, and what works without a network. */
export function HelpScreen() {
  const { t } = useTranslation('shell');
  const session = useSession();
  const set = useWorkplace((place) => place.set);
  useScreenCommands([
    ...(mayInSession(session, 'ticket.create') ? [{ id: 'contact', label: t('bar.contact_support'), icon: 'support', run: () => void contactSupportFrom({ screen: t('help.title'), record: '' }) } as const] : []),
    { id: 'version', label: t('version.title'), icon: 'info', run: () => set({ versionOpen: true }) },
  ]);
  return (
    <div className={styles.page} role="region" aria-label={t('help.title')} tabIndex={0}>
      <div className={styles.columns}>
        <section>
          <h2>{t('help.how')}</h2>
          <ul>
            {(['raise', 'error', 'outbox', 'windows', 'palette'] as const).map((line) => (
              <li key={line}>{t(`help.how.${line}`)}</li>
            ))}
          </ul>
          <h2>{t('help.offline')}</h2>
          <ul className={styles.marks}>
            {OFFLINE.map((line) => (
              <li key={line}>
                <StatusBadge shape="tick" tone="green">
                  {t('help.works')}
                </StatusBadge>
                <span>{t(`help.offline.${line}`)}</span>
              </li>
            ))}
            {ONLINE.map((line) => (
              <li key={line}>
                <StatusBadge shape="triangle" tone="amber">
                  {t('help.waits')}
                </StatusBadge>
                <span>{t(`help.online.${line}`)}</span>
              </li>
            ))}
          </ul>
        </section>
        <section>
          <h2>{t('help.keys')}</h2>
          <table className={styles.keys}>
            <thead className="aloud">
              <tr>
                <th scope="col">{t('help.key')}</th>
                <th scope="col">{t('help.meaning')}</th>
              </tr>
            </thead>
            <tbody>
              {NAMES.map((name) => (
                <tr key={name}>
                  <td>
                    <KeyHint name={name} boxed aloud />
                  </td>
                  <td>{t(`shortcut.${name}`)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      </div>
    </div>
  );
}
