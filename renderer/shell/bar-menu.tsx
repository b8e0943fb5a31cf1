import { useTranslation } from 'react-i18next';
import { useCommandsOf } from '../state/commands.ts';
import { useTabs } from '../state/tabs.ts';
import { useWorkplace } from '../state/workplace.ts';
import { ContextMenu } from '../ui/context-menu.tsx';
import { BAR_MENU, useShellCommands } from './use-shell-commands.ts';

/** TKT-02: the menu of every screen's command bar; what a screen does by key alone stands first. */
export function BarMenu() {
  const { t } = useTranslation('shell');
  const at = useWorkplace((place) => place.barMenu);
  const set = useWorkplace((place) => place.set);
  const commands = useShellCommands();
  const own = useCommandsOf(useTabs((tabs) => tabs.activeKey)).filter((command) => command.inMenu === true);
  const usual = BAR_MENU.flatMap((id) => commands.filter((command) => command.id === id));
  const items = [...own, ...usual].map((command, at) => ({
    id: command.id,
    label: command.label,
    icon: command.icon,
    shortcut: command.shortcut,
    run: command.run,
    disabled: command.enabled === false,
    divided: at > 0 && (command.id === 'event_log' || command.id === 'close' || command === usual[0]),
  }));
  return <ContextMenu at={at} onClose={() => set({ barMenu: null })} items={items} label={t('bar.label')} />;
}
