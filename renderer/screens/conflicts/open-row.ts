import type { Id } from '#shared/domain/kernel/ids.ts';
import { useTabs } from '../../state/tabs.ts';

/** Which screen shows a row; undefined where none does. */
export function openRow(entity: string, tenant: Id, id: Id): (() => void) | undefined {
  if (entity === 'ticket') return () => useTabs.getState().open('ticket.detail', { tenant, id });
  if (entity === 'support_settings') return () => useTabs.getState().open('settings');
  if (entity === 'canned_answer') return () => useTabs.getState().open('canned_answers');
  if (entity === 'company' || entity === 'user_group' || entity === 'module_access') return () => useTabs.getState().open('company');
  return undefined;
}
