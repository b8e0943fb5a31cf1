import { useTranslation } from 'react-i18next';
import { mayInSession, useSession } from '../data/use-session.ts';
import { SCREENS } from '../screens/registry.ts';
import type { ScreenCommand } from '../state/commands.ts';
import { contactSupportFrom } from '../state/contact-support.ts';
import { useTabs } from '../state/tabs.ts';
import { useWorkplace } from '../state/workplace.ts';
import { lockNow } from './lock-now.ts';
import { printNow } from './print-now.ts';
import { usePlaceOf } from './use-place-of.ts';

/** What can be done from anywhere: the menu of a command bar (TKT-02), keys, and lines of Ctrl+K and F1. */
export function useShellCommands(): readonly ScreenCommand[] {
  const { t } = useTranslation(['shell', 'access']);
  const session = useSession();
  const placeOf = usePlaceOf();
  const { documents, activeKey, open, close, step } = useTabs();
  const { set, menuNarrow } = useWorkplace();
  const active = documents.find((document) => document.key === activeKey);
  return [
    // Who answers requests does not raise them (ACC-16).
    ...(mayInSession(session, 'ticket.create')
      ? [{ id: 'contact_support', label: t('bar.contact_support'), icon: 'support', shortcut: 'contactSupport', run: () => void contactSupportFrom(placeOf(active)) } as const]
      : []),
    { id: 'event_log', label: t('log.title'), icon: 'log', run: () => open('event_log') },
    ...(session.pin === null ? [] : [{ id: 'lock', label: t('access:lock.now'), icon: 'key', shortcut: 'lock', run: lockNow } as const]),
    { id: 'print', label: t('bar.print'), icon: 'print', shortcut: 'print', run: printNow },
    { id: 'help', label: t('help.title'), icon: 'help', shortcut: 'help', run: () => open('help') },
    { id: 'version', label: t('version.title'), icon: 'info', run: () => set({ versionOpen: true }) },
    {
      id: 'close',
      label: t('bar.close'),
      icon: 'close',
      shortcut: 'closeDocument',
      enabled: active !== undefined,
      run: () => {
        if (active !== undefined) close(active.key);
      },
    },
    { id: 'palette', label: t('palette.title'), icon: 'search', shortcut: 'palette', run: () => set({ paletteOpen: true }) },
    { id: 'next', label: t('tabs.next'), icon: 'right', shortcut: 'nextDocument', run: () => step(1) },
    { id: 'previous', label: t('tabs.previous'), icon: 'back', shortcut: 'previousDocument', run: () => step(-1) },
    { id: 'menu', label: menuNarrow ? t('menu.widen') : t('menu.narrow'), icon: 'menu', shortcut: 'menu', run: () => set({ menuNarrow: !menuNarrow }) },
    ...SCREENS.filter((screen) => screen.menu !== undefined && screen.kind !== 'help' && screen.kind !== 'event_log' && (screen.may?.(session) ?? true)).map((screen) => ({
      id: `open:${screen.kind}`,
      label: t(screen.menu?.label ?? screen.title),
      icon: screen.icon,
      run: () => open(screen.kind),
    })),
  ];
}

/** The lines of a command bar's menu, in TKT-02's order. */
export const BAR_MENU = ['contact_support', 'event_log', 'print', 'help', 'version', 'close'] as const;
