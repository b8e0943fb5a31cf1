import { useState, type SubmitEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { companyCode } from '#shared/domain/people/company-code.ts';
import type { CompanyPeople } from '#shared/rpc/company.ts';
import type { TenantView } from '#shared/rpc/contract.ts';
import { Button } from '../../ui/button.tsx';
import { Checkbox } from '../../ui/checkbox.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { give } from './give.ts';
import { SiteFormPart } from './site-form-part.tsx';
import { Waits } from './waits.tsx';
import styles from './company.module.css';

/** ACC-08, tab *Tenant*, and ACC-11: what the company is called, and whether people may register by themselves. */
export function CompanyTab({ tenant, people }: { readonly tenant: TenantView; readonly people: CompanyPeople }) {
  const { t } = useTranslation('company');
  const kept = { name: people.company?.name ?? tenant.name, vatNumber: people.company?.vatNumber ?? tenant.vatNumber };
  const days = String(people.company?.supportDays ?? 365);
  const [typed, setTyped] = useState<{ name?: string; vatNumber?: string; days?: string }>({});
  const [error, setError] = useState<string | null>(null);
  const open = people.company?.selfRegistration ?? false;

  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    const supportDays = Number(typed.days ?? days);
    if (!Number.isInteger(supportDays) || supportDays < 1 || supportDays > 3650) {
      setError(t('company.days_odd'));
      return;
    }
    const input = {
      ...(typed.name === undefined || typed.name.trim() === '' ? {} : { name: typed.name }),
      ...(typed.vatNumber === undefined ? {} : { vatNumber: typed.vatNumber }),
      ...(typed.days === undefined ? {} : { supportDays }),
    };
    if (await give({ tenant: tenant.id, name: 'company.change', input, done: t('company.saved') })) setTyped({});
  };
  const change = (part: typeof typed) => {
    setTyped({ ...typed, ...part });
    setError(null);
  };
  return (
    <div className={styles.parts}>
      <form className={styles.sheet} onSubmit={(event) => void submit(event)} noValidate>
        {people.company && <Waits sync={people.company.sync} />}
        <TextField label={t('field.name')} required value={typed.name ?? kept.name} onChange={(name) => change({ name })} maxLength={200} />
        <TextField label={t('field.vat')} value={typed.vatNumber ?? kept.vatNumber} onChange={(vatNumber) => change({ vatNumber })} maxLength={28} />
        <div>
          <div className={styles.label}>{t('company.code')}</div>
          <code className={styles.code}>{companyCode(tenant.id)}</code>
          <p className={styles.text}>{t('company.code_text')}</p>
        </div>
        <Checkbox
          label={t('field.self_registration')}
          help={t('company.self_registration_text')}
          checked={open}
          onChange={(selfRegistration) =>
            void give({
              tenant: tenant.id, name: 'company.change', input: { selfRegistration }, done: t(selfRegistration ? 'company.registration_on' : 'company.registration_off'),
              undo: { name: 'company.change', input: { selfRegistration: !selfRegistration } },
            })
          }
        />
        <TextField label={t('field.support_days')} inputMode="numeric" maxLength={4} value={typed.days ?? days} error={error} onChange={(next) => change({ days: next })} />
        <div>
          <Button type="submit" label={t('common:save')} icon="save" look="primary" disabled={Object.keys(typed).length === 0} />
        </div>
      </form>
      {people.company && <SiteFormPart tenant={tenant} company={people.company} />}
    </div>
  );
}
