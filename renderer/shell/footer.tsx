import { useTranslation } from 'react-i18next';
import { useQueryOf } from '../data/query.ts';
import { useCompany, useSession } from '../data/use-session.ts';
import { useSettings } from '../data/use-settings.ts';
import { useTicketCounts } from '../data/use-ticket-counts.ts';
import { formatNumber } from '../format.ts';
import { useTabs } from '../state/tabs.ts';
import { useWorkplace } from '../state/workplace.ts';
import { LinkButton } from '../ui/link.tsx';
import { SyncLamp } from './sync-lamp.tsx';
import styles from './footer.module.css';

/** Company, counts, language, version. */
export function Footer() {
  const { t } = useTranslation('shell');
  const company = useCompany();
  const alone = useTabs((tabs) => tabs.alone);
  const { tenants, vault } = useSession();
  const counts = useTicketCounts();
  const { language } = useSettings();
  const info = useQueryOf('app.info', {}).data;
  const set = useWorkplace((place) => place.set);
  const name = company === null ? t('company.all', { count: tenants.length }) : company.vatNumber === '' ? company.name : t('footer.company', { name: company.name, vat: company.vatNumber });
  return (
    <footer className={styles.foot}>
      <span className={styles.company}>{tenants.length === 0 ? '' : name}</span>
      {alone && <SyncLamp />}
      <span className={styles.grow} />
      {vault === 'memory' && <span className={styles.memory}>{t('footer.memory')}</span>}
      {counts && (
        <span>
          {t('footer.all', { count: counts.all, shown: formatNumber(counts.all) })} · {t('footer.open', { count: counts.open, shown: formatNumber(counts.open) })}
        </span>
      )}
      <span>{language}</span>
      {info && (
        <LinkButton className={styles.version ?? ''} onClick={() => set({ versionOpen: true })} aria-label={t('footer.version', { version: info.version })}>
          {info.version}
        </LinkButton>
      )}
    </footer>
  );
}
