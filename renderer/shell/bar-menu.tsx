import { useTranslation } from 'react-i18next';
import { useWorkplace } from '../state/workplace.ts';
import { ContextMenu } from '../ui/context-menu.tsx';
import { BAR_MENU, useShellCommands } from './use-shell-commands.ts';

/** TKT-02: the menu of every screen's command bar. */
export function BarMenu() {
  const { t } = useTranslation('shell');
  const at = useWorkplace((place) => place.barMenu);
  const set = useWorkplace((place) => place.set);
  const commands = useShellCommands();
  const items = BAR_MENU.flatMap((id) => commands.filter((command) => command.id === id)).map((command, at) => ({
    id: command.id,
    label: command.label,
    icon: command.icon,
    shortcut: command.shortcut,
    run: command.run,
    disabled: command.enabled === false,
    divided: at > 0 && (command.id === 'event_log' || command.id === 'close'),
  }));
  return <ContextMenu at={at} onClose={() => set({ barMenu: null })} items={items} label={t('bar.label')} />;
}
