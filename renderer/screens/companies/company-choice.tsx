import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AccountInvitation } from '#shared/api/access.ts';
import type { TenantView } from '#shared/rpc/contract.ts';
import type { RpcFailure } from '../../bridge.ts';
import { ask } from '../../data/ask.ts';
import { useSession } from '../../data/use-session.ts';
import { sentenceOf } from '../../errors/sentence.ts';
import { formatDate } from '../../format.ts';
import { initials } from '../../shell/initials.ts';
import { signOut } from '../../shell/sign-out-dialog.tsx';
import { rememberCompany } from '../../shell/use-remembered-company.ts';
import { useWorkplace } from '../../state/workplace.ts';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { showToast } from '../../ui/toast.tsx';
import { DoorFrame } from '../sign-in/door-frame.tsx';
import styles from './company-choice.module.css';

/** ACC-06: accept the invitations, then choose the company; the company icon comes back here. */
export function CompanyChoice() {
  const { t } = useTranslation(['access', 'shell']);
  const { person, tenants, invitations } = useSession();
  const set = useWorkplace((place) => place.set);
  const [accepted, setAccepted] = useState<string | null>(null);
  const [failure, setFailure] = useState<RpcFailure | null>(null);
  const [busy, setBusy] = useState<string | null>(null);
  const back = useWorkplace((place) => place.choosing) && tenants.length > 0;

  const choose = (company: string | null) => {
    set({ company, choosing: false });
    rememberCompany(company);
  };
  const answer = async (invitation: AccountInvitation, accept: boolean) => {
    setBusy(invitation.id);
    // The choice comes next and is the person's, however many companies there are.
    if (accept) set({ choosing: true });
    const answered = await ask('account.answerInvitation', { id: invitation.id, accept });
    setBusy(null);
    setFailure(answered.ok ? null : answered.failure);
    if (answered.ok && accept) setAccepted(invitation.tenantName);
    else if (answered.ok) showToast({ text: t('companies.declined', { name: invitation.tenantName }) });
    // Answered elsewhere or taken back: what is left is asked for anew.
    if (!answered.ok) await ask('account.get', {});
  };
  const lookAgain = async () => {
    setBusy('look');
    const looked = await ask('account.get', {});
    setBusy(null);
    setFailure(looked.ok ? null : looked.failure);
  };

  return (
    <DoorFrame wide>
      <h2 className={styles.title}>{t('companies.title')}</h2>
      {failure !== null && (
        <Notice tone="error" live>
          {sentenceOf(failure.code, failure.details)}
        </Notice>
      )}
      {invitations.length > 0 && (
        <section className={styles.part}>
          <h3>{t('companies.invitations')}</h3>
          <ul className={styles.list}>
            {invitations.map((invitation) => (
              <InvitationLine key={invitation.id} invitation={invitation} busy={busy === invitation.id} onAnswer={(accept) => void answer(invitation, accept)} />
            ))}
          </ul>
        </section>
      )}
      {accepted !== null && (
        <Notice tone="good" live>
          {t('companies.accepted', { name: accepted })}
        </Notice>
      )}
      {tenants.length > 0 && (
        <section className={styles.part}>
          <h3>{t('companies.yours')}</h3>
          <p className={styles.text}>{t('companies.intro')}</p>
          <ul className={styles.list}>
            {tenants.map((tenant) => (
              <CompanyLine key={tenant.id} tenant={tenant} onChoose={() => choose(tenant.id)} />
            ))}
          </ul>
          {tenants.length > 1 && <Button label={t('companies.all')} icon="company" onClick={() => choose(null)} />}
        </section>
      )}
      {tenants.length === 0 && invitations.length === 0 && (
        <section className={styles.part}>
          <h3>{t('companies.none')}</h3>
          <p className={styles.text}>{t('companies.none_text', { email: person?.email ?? '' })}</p>
          <div>
            <Button label={t('companies.reload')} icon="refresh" busy={busy === 'look'} onClick={() => void lookAgain()} />
          </div>
        </section>
      )}
      <div className={styles.actions}>
        {back && <Button label={t('companies.back')} icon="back" look="plain" onClick={() => set({ choosing: false })} />}
        <Button label={t('shell:user.sign_out')} icon="sign_out" look="plain" onClick={() => void signOut()} />
      </div>
    </DoorFrame>
  );
}

function InvitationLine({ invitation, busy, onAnswer }: { readonly invitation: AccountInvitation; readonly busy: boolean; readonly onAnswer: (accept: boolean) => void }) {
  const { t } = useTranslation(['access', 'shell']);
  const { tenantName: name, invitedBy: who, roles } = invitation;
  const when = formatDate(invitation.invitedAt);
  return (
    <li className={styles.line}>
      <div className={styles.what}>
        <div className={styles.name}>{name}</div>
        <div className={styles.sub}>
          {who === '' ? t('companies.invited_plain', { when }) : t('companies.invited', { who, when, roles: roles.map((role) => t(`shell:profile.role.${role}`)).join(', ') })}
          {' · '}
          {t('companies.expires', { when: formatDate(invitation.expiresAt) })}
        </div>
      </div>
      <div className={styles.answers}>
        <Button label={t('companies.decline')} look="plain" busy={busy} aria-label={t('companies.decline_named', { name })} onClick={() => onAnswer(false)} />
        <Button label={t('companies.accept')} icon="check" look="primary" busy={busy} aria-label={t('companies.accept_named', { name })} onClick={() => onAnswer(true)} />
      </div>
    </li>
  );
}

function CompanyLine({ tenant, onChoose }: { readonly tenant: TenantView; readonly onChoose: () => void }) {
  return (
    <li>
      <button type="button" className={styles.company} onClick={onChoose}>
        <span className={styles.mark} aria-hidden>
          {initials(tenant.name)}
        </span>
        <span className={styles.what}>
          <span className={styles.name}>{tenant.name}</span>
          {tenant.vatNumber !== '' && <span className={styles.sub}>{tenant.vatNumber}</span>}
        </span>
      </button>
    </li>
  );
}
