import { useTranslation } from 'react-i18next';
import { useSession } from '../data/use-session.ts';
import { useWorkplace } from '../state/workplace.ts';
import { Button } from '../ui/button.tsx';
import { Notice } from '../ui/notice.tsx';
import styles from './strip.module.css';

/** ACC-06: another company has invited somebody who is at work already. */
export function InvitationNotice() {
  const { t } = useTranslation('access');
  const { invitations } = useSession();
  const set = useWorkplace((place) => place.set);
  const [first] = invitations;
  if (first === undefined) return null;
  return (
    <div className={styles.strip}>
      <Notice tone="info" live actions={<Button label={t('companies.notice_open')} onClick={() => set({ choosing: true })} />}>
        {t('companies.notice', { name: invitations.map(({ tenantName }) => tenantName).join(', ') })}
      </Notice>
    </div>
  );
}
