import { useTranslation } from 'react-i18next';
import { ask } from '../data/ask.ts';
import { useSync } from '../data/use-session.ts';
import { sentenceOf } from '../errors/sentence.ts';
import { useWorkplace } from '../state/workplace.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { showToast } from '../ui/toast.tsx';

export async function signOut(): Promise<void> {
  const answer = await ask('session.signOut', {});
  if (!answer.ok && answer.failure.code !== 'unexpected') showToast({ text: sentenceOf(answer.failure.code, answer.failure.details), tone: 'error' });
}

/** Asked only where leaving has a price: something has not been sent, or there is no network to come back by (ACC-13, R7). */
export function SignOutDialog() {
  const { t } = useTranslation('shell');
  const open = useWorkplace((place) => place.signOutOpen);
  const set = useWorkplace((place) => place.set);
  const sync = useSync();
  const unsent = (sync?.waiting ?? 0) + (sync?.needsYou ?? 0);
  const close = () => set({ signOutOpen: false });
  return (
    <Dialog
      open={open}
      onClose={close}
      title={t('sign_out.title')}
      width={520}
      footer={
        <>
          <Button label={t('sign_out.stay')} onClick={close} data-autofocus />
          <Button
            look="primary"
            label={t('user.sign_out')}
            onClick={() => {
              close();
              void signOut();
            }}
          />
        </>
      }
    >
      {unsent > 0 && <p>{t('sign_out.waiting', { count: unsent })}</p>}
      {sync?.online !== true && <p>{t('sign_out.offline')}</p>}
    </Dialog>
  );
}
