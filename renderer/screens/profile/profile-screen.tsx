import { useTranslation } from 'react-i18next';
import type { Account } from '#shared/api/access.ts';
import { useQueryOf } from '../../data/query.ts';
import { useSession } from '../../data/use-session.ts';
import { sentenceOf } from '../../errors/sentence.ts';
import { formatDate } from '../../format.ts';
import { useScreenCommands } from '../../state/commands.ts';
import { useTabs } from '../../state/tabs.ts';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Waiting } from '../../ui/waiting.tsx';
import page from '../settings/settings-screen.module.css';
import { ChangePassword } from './change-password.tsx';
import { Leave } from './leave.tsx';
import { PinSettings } from './pin-settings.tsx';
import { ProfileDetails } from './profile-details.tsx';
import styles from './profile-screen.module.css';
import { SecondFactor } from './second-factor.tsx';
import { SecretsPlace } from './secrets-place.tsx';
import { SignedInDevices } from './signed-in-devices.tsx';
import { TrustedDevices } from './trusted-devices.tsx';

/** ACC-07, ACC-12: who is signed in, with what rights and where; name, picture, password, second factor, devices. */
export function ProfileScreen() {
  const { t } = useTranslation(['access', 'shell', 'common']);
  const { person, tenants } = useSession();
  const account = useQueryOf('account.get', {});
  const open = useTabs((tabs) => tabs.open);
  useScreenCommands([{ id: 'settings', label: t('shell:settings.title'), icon: 'settings', run: () => open('settings') }]);
  if (person === null) return null;
  const facts = [
    [t('shell:profile.name'), person.name],
    [t('shell:profile.email'), person.email],
    ...tenants.map(({ name, roles }) => [name, roles.map((role) => t(`shell:profile.role.${role}`)).join(', ')] as const),
    ...(account.data?.support ?? []).map((period) => [`${t('profile.support')} · ${period.tenant}`, periodText(period)] as const),
  ] as const;
  function periodText({ from, to }: Account['support'][number]): string {
    return to === null ? t('profile.support_open', { from: formatDate(from) }) : t('profile.support_line', { from: formatDate(from), to: formatDate(to) });
  }
  return (
    <div className={page.page}>
      <div className={page.sheet}>
        <section className={page.part}>
          <h2>{t('shell:profile.who')}</h2>
          <dl className={styles.facts}>
            {facts.map(([name, value], at) => (
              <div key={at}>
                <dt>{name}</dt>
                <dd>{value}</dd>
              </div>
            ))}
          </dl>
          {account.isPending && <Waiting what={t('profile.loading')} />}
          {account.isError && (
            <Notice tone="warning" live actions={<Button label={t('common:retry')} icon="refresh" busy={account.isFetching} onClick={() => void account.refetch()} />}>
              {sentenceOf(account.error.code, account.error.details)}
            </Notice>
          )}
        </section>
        {account.data !== undefined && <ProfileDetails account={account.data} />}
        <ChangePassword />
        {account.data !== undefined && <SecondFactor account={account.data} />}
        <TrustedDevices />
        <SignedInDevices />
        <PinSettings />
        <SecretsPlace />
        <Leave />
      </div>
    </div>
  );
}
