import type { SyncView } from '#shared/rpc/contract.ts';
import { formatAgo, formatNumber } from '../format.ts';
import { i18n } from '../i18n.ts';
import type { LampTone } from '../ui/lamp.tsx';

/** ui.md, Sync lamp: one honest word. What needs the person stands first, and does not hide that the network is gone. */
export function lampWord(sync: SyncView, now: number): { readonly tone: LampTone; readonly word: string } {
  const t = i18n.getFixedT(null, 'shell');
  const progress = sync.progress === null ? null : { done: formatNumber(sync.progress.done), total: formatNumber(sync.progress.total) };
  switch (sync.lamp) {
    case 'needs_you': {
      const word = t('lamp.needs_you', { count: sync.needsYou });
      if (!sync.online) return { tone: 'alert', word: `${word} · ${sync.waiting > 0 ? t('lamp.offline_waiting_short', { count: sync.waiting }) : t('lamp.offline_short')}` };
      return { tone: 'alert', word };
    }
    case 'sign_in':
      if (sync.problem !== null && !sync.online) return { tone: 'alert', word: t('lamp.sign_in_offline') };
      return { tone: 'alert', word: sync.waiting > 0 ? t('lamp.sign_in_waiting', { count: sync.waiting }) : t('lamp.sign_in') };
    case 'offline':
      return { tone: 'off', word: sync.waiting > 0 ? t('lamp.offline_waiting', { count: sync.waiting }) : t('lamp.offline') };
    case 'sending':
      return { tone: 'busy', word: progress === null ? t('lamp.sending') : t('lamp.sending_counts', progress) };
    case 'loading':
      return { tone: 'busy', word: progress === null || sync.progress?.total === 0 ? t('lamp.loading') : t('lamp.loading_counts', progress) };
    case 'online':
      // It can still be taken back.
      if (sync.waiting > 0) return { tone: 'on', word: t('lamp.online_waiting', { count: sync.waiting }) };
      if (sync.lastSync === null) return { tone: 'on', word: t('lamp.online') };
      return { tone: 'on', word: now - sync.lastSync < 60_000 ? t('lamp.online_now') : t('lamp.online_since', { ago: formatAgo(sync.lastSync, now) }) };
  }
}
