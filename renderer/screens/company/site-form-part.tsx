import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { siteCode } from '#shared/domain/people/company-code.ts';
import type { CompanyPeople } from '#shared/rpc/company.ts';
import type { TenantView } from '#shared/rpc/contract.ts';
import { useQueryOf } from '../../data/query.ts';
import { Button } from '../../ui/button.tsx';
import { Checkbox } from '../../ui/checkbox.tsx';
import { TextArea } from '../../ui/text-area.tsx';
import { showToast } from '../../ui/toast.tsx';
import { give } from './give.ts';
import { sitesIn, snippetOf } from './site-origins.ts';
import styles from './company.module.css';

/** TKT-01: the form for the company's web site: whether it is served, which sites may show it, and what to paste there. */
export function SiteFormPart({ tenant, company }: { readonly tenant: TenantView; readonly company: NonNullable<CompanyPeople['company']> }) {
  const { t } = useTranslation('company');
  const [typed, setTyped] = useState<string | null>(null);
  const [error, setError] = useState<string | null>(null);
  const cloud = useQueryOf('app.info', {}).data?.cloudUrl;

  const choose = (siteForm: boolean) =>
    give({
      tenant: tenant.id, name: 'company.change', input: { siteForm }, done: t(siteForm ? 'site.on' : 'site.off'),
      undo: { name: 'company.change', input: { siteForm: !siteForm } },
    });
  const save = async () => {
    const found = sitesIn(typed ?? '');
    if ('odd' in found) return setError(t('site.origins_odd', { site: found.odd }));
    if (found.sites.length > 1000) return setError(t('site.origins_long'));
    if (await give({ tenant: tenant.id, name: 'company.change', input: { siteOrigins: found.sites }, done: t('site.saved') })) setTyped(null);
  };
  const address = cloud === undefined ? '' : new URL(`/site/${siteCode(tenant.id)}/support`, cloud).href;
  const snippet = snippetOf(address, t('shell:bar.contact_support'));
  const copy = async () => {
    await navigator.clipboard.writeText(snippet);
    showToast({ text: t('shell:copied'), tone: 'good' });
  };
  return (
    <section className={styles.sheet} aria-label={t('field.site_form')}>
      <h2 className={styles.heading}>{t('field.site_form')}</h2>
      <Checkbox label={t('site.switch')} help={t('site.text')} checked={company.siteForm} onChange={(on) => void choose(on)} />
      {company.siteForm && (
        <>
          <TextArea
            label={t('field.site_origins')}
            help={t('site.origins_help')}
            error={error}
            value={typed ?? company.siteOrigins.replaceAll(' ', '\n')}
            onChange={(value) => {
              setTyped(value);
              setError(null);
            }}
          />
          <div>
            <Button label={t('common:save')} icon="save" look="outline" disabled={typed === null} onClick={() => void save()} />
          </div>
          <div>
            <div className={styles.label}>{t('site.address')}</div>
            <code className={styles.snippet}>{address}</code>
          </div>
          <div>
            <div className={styles.label}>{t('site.snippet')}</div>
            <code className={styles.snippet}>{snippet}</code>
          </div>
          <div>
            <Button label={t('shell:copy')} icon="clipboard" look="outline" onClick={() => void copy()} />
          </div>
        </>
      )}
    </section>
  );
}
