import { useTranslation } from 'react-i18next';
import { useCompany, useSession } from '../data/use-session.ts';
import { useWorkplace } from '../state/workplace.ts';
import { classes } from '../ui/classes.ts';
import { Icon } from '../ui/icon.tsx';
import { Menu, type MenuItem } from '../ui/menu.tsx';
import { initials } from './initials.ts';
import { rememberCompany } from './use-remembered-company.ts';
import styles from './title-bar.module.css';

/** ACC-06: the company that the screens are narrowed to; the icon always returns to the choice. */
export function CompanyMenu() {
  const { t } = useTranslation(['shell', 'access']);
  const { tenants } = useSession();
  const company = useCompany();
  const set = useWorkplace((place) => place.set);
  if (tenants.length === 0) return null;
  const choose = (id: string | null) => {
    set({ company: id });
    rememberCompany(id);
  };
  const items: MenuItem[] = tenants.map((tenant) => ({
    id: tenant.id,
    label: tenant.vatNumber === '' ? tenant.name : `${tenant.name} · ${tenant.vatNumber}`,
    chosen: company?.id === tenant.id,
    run: () => choose(tenant.id),
  }));
  if (tenants.length > 1) items.unshift({ id: 'all', label: t('company.all', { count: tenants.length }), chosen: company === null, run: () => choose(null) });
  items.push({ id: 'choose', label: t('access:companies.choose'), icon: 'company', divided: true, run: () => set({ choosing: true }) });
  const name = company?.name ?? t('company.all', { count: tenants.length });
  return (
    <Menu
      align="end"
      heading={t('company.heading')}
      items={items}
      target={
        <button type="button" className={classes(styles.avatar, styles.company)} title={name}>
          {company === null ? <Icon name="company" /> : <span aria-hidden>{initials(company.name)}</span>}
          <span className="aloud">{t('company.button', { name })}</span>
        </button>
      }
    />
  );
}
