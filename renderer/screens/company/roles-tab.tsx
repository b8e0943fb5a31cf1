import { useTranslation } from 'react-i18next';
import { mayGive, RIGHTS } from '#shared/domain/access/rights.ts';
import type { TenantView } from '#shared/rpc/contract.ts';
import { rolesIn } from './roles-of.ts';
import styles from './company.module.css';

/** What a person gives by a screen: the right of nobody but the cloud, and what screens remember by themselves, is nobody's to read. */
export const TOLD_RIGHTS: readonly string[] = Object.keys(RIGHTS).filter((name) => RIGHTS[name]?.some((role) => role !== 'system') && name !== 'preference.set' && name !== 'conflict.settle');

/** ACC-08, tab *Ruoli*: what each role may do, out of the same table by which it is allowed. */
export function RolesTab({ tenant }: { readonly tenant: TenantView }) {
  const { t } = useTranslation('company');
  const roles = rolesIn(tenant.kind);
  return (
    <div className={styles.scroll} tabIndex={0} role="region" aria-label={t('tab.roles')}>
      <table className={styles.table}>
        <caption className={styles.caption}>{t('roles.text')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('column.right')}</th>
            {roles.map((role) => (
              <th key={role} scope="col" className={styles.role} title={t(`role.${role}.text`)}>
                {t(`role.${role}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {TOLD_RIGHTS.filter((name) => roles.some((role) => mayGive({ side: tenant.side, roles: [role] }, name))).map((name) => (
            <tr key={name}>
              <th scope="row">{t(`may.${name}`)}</th>
              {roles.map((role) => {
                const may = mayGive({ side: tenant.side, roles: [role] }, name);
                return (
                  <td key={role} className={styles.mark}>
                    <span aria-hidden>{may ? '✓' : '–'}</span>
                    <span className="aloud">{t(`value.${String(may)}`)}</span>
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
