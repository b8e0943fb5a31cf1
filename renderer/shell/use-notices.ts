import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { invoke } from '../bridge.ts';
import { useQueryOf } from '../data/query.ts';
import { useSubscription } from '../data/use-subscription.ts';
import { useTabs } from '../state/tabs.ts';
import { showToast } from '../ui/toast.tsx';

/** This window, for as long as it is open. */
const WINDOW = crypto.randomUUID();

/** OFF-07: no notice of the request that is in front of the person; where the host shows none, they float in the window. */
export function useNotices(): void {
  const { t } = useTranslation('notices');
  const ticketId = useTabs((tabs) => {
    const active = tabs.documents.find((document) => document.key === tabs.activeKey);
    return active?.kind === 'ticket.detail' ? (active.parameters['id'] ?? null) : null;
  });
  const host = useQueryOf('app.info', {}).data?.host;
  useEffect(() => {
    const tell = (seen: string | null) => void invoke('notices.watching', { window: WINDOW, ticketId: seen }).catch(() => undefined);
    const look = () => tell(document.hasFocus() ? ticketId : null);
    const leave = () => tell(null);
    look();
    window.addEventListener('focus', look);
    window.addEventListener('blur', leave);
    window.addEventListener('pagehide', leave);
    return () => {
      window.removeEventListener('focus', look);
      window.removeEventListener('blur', leave);
      window.removeEventListener('pagehide', leave);
    };
  }, [ticketId]);
  useSubscription('notice', ({ title, body, open }) => {
    if (host !== 'browser') return;
    showToast({
      text: `${title} · ${body}`,
      ...(open === null ? {} : { action: { label: t('open'), run: () => useTabs.getState().open(open.screen, open.parameters) } }),
    });
  });
}
