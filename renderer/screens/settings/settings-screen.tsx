import { useTranslation } from 'react-i18next';
import { useQueryOf } from '../../data/query.ts';
import { mayInSession, useSession } from '../../data/use-session.ts';
import { useSettings } from '../../data/use-settings.ts';
import { useScreenCommands } from '../../state/commands.ts';
import { useWorkplace } from '../../state/workplace.ts';
import { Checkbox } from '../../ui/checkbox.tsx';
import { SegmentedControl } from '../../ui/segmented-control.tsx';
import { changeSettings } from './change-settings.ts';
import { LANGUAGE_OPTIONS } from './language-options.ts';
import { NoticesPart } from './notices-part.tsx';
import { SupportMinutes } from './support-minutes.tsx';
import { SupportSwitch } from './support-switch.tsx';
import styles from './settings-screen.module.css';

/** What this device looks like, where secrets lie, and the company's own numbers. Every choice holds at once. */
export function SettingsScreen() {
  const { t } = useTranslation('shell');
  const settings = useSettings();
  const session = useSession();
  const info = useQueryOf('app.info', {}).data;
  const set = useWorkplace((place) => place.set);
  useScreenCommands([{ id: 'version', label: t('version.title'), icon: 'info', run: () => set({ versionOpen: true }) }]);
  const companies = session.tenants.filter((tenant) => mayInSession(session, 'support_settings.change', tenant.id));
  // What a customer's people see of one another is the customer's own to choose.
  const own = companies.filter(({ side }) => side === 'customer');
  return (
    <div className={styles.page}>
      <div className={styles.sheet}>
        <section className={styles.part}>
          <h2>{t('settings.look')}</h2>
          <SegmentedControl label={t('settings.language')} value={settings.language} options={LANGUAGE_OPTIONS} onChange={(language) => void changeSettings({ language })} />
          <SegmentedControl
            label={t('settings.theme')}
            value={settings.theme}
            options={[
              { value: 'light', label: t('settings.theme.light') },
              { value: 'dark', label: t('settings.theme.dark') },
              { value: 'system', label: t('settings.theme.system') },
            ]}
            onChange={(theme) => void changeSettings({ theme })}
          />
          <SegmentedControl
            label={t('settings.density')}
            help={t('settings.density_help')}
            value={settings.density}
            options={[
              { value: 'comfortable', label: t('settings.density.comfortable') },
              { value: 'compact', label: t('settings.density.compact') },
            ]}
            onChange={(density) => void changeSettings({ density })}
          />
        </section>
        <section className={styles.part}>
          <h2>{t('settings.undo')}</h2>
          <Checkbox label={t('settings.undo_help')} checked={settings.undoSend} onChange={(undoSend) => void changeSettings({ undoSend })} />
        </section>
        <NoticesPart />
        {companies.length > 0 && (
          <section className={styles.part}>
            <h2>{t('settings.support')}</h2>
            <p className={styles.text}>{t('settings.minutes_text')}</p>
            {companies.map((tenant) => (
              <SupportMinutes key={tenant.id} tenant={tenant} />
            ))}
          </section>
        )}
        {own.length > 0 && (
          <section className={styles.part}>
            <h2>{t('settings.form')}</h2>
            {own.map((tenant) => (
              <SupportSwitch key={tenant.id} tenant={tenant} setting="simpleForm" />
            ))}
          </section>
        )}
        {own.length > 0 && (
          <section className={styles.part}>
            <h2>{t('settings.sight')}</h2>
            {own.map((tenant) => (
              <SupportSwitch key={tenant.id} tenant={tenant} setting="usersSeeAll" />
            ))}
          </section>
        )}
        <section className={styles.part}>
          <h2>{t('settings.data')}</h2>
          <p className={styles.text}>{t('settings.data_text')}</p>
          <code className={styles.path}>{info?.profileFolder ?? ''}</code>
        </section>
      </div>
    </div>
  );
}
