import { Fragment, memo } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommandsOf, type ScreenCommand } from '../state/commands.ts';
import type { OpenDocument } from '../state/tabs.ts';
import { useWorkplace } from '../state/workplace.ts';
import { Button } from '../ui/button.tsx';
import { IconButton } from '../ui/icon-button.tsx';
import { useTitleOf } from './document-tabs.tsx';
import styles from './command-bar.module.css';

const CommandButton = memo(function DrawnCommand({ command }: { readonly command: ScreenCommand }) {
  return (
    <Button
      label={command.label}
      icon={command.icon}
      shortcut={command.shortcut}
      look={command.look ?? 'plain'}
      disabled={command.enabled === false}
      reason={command.reason}
      onClick={command.run}
      {...(command.pressed === undefined ? {} : { 'aria-pressed': command.pressed })}
    />
  );
});

/** What the open screen can do. The right button anywhere on it opens the screen's own menu (TKT-02). */
export function CommandBar({ document }: { readonly document: OpenDocument }) {
  const { t } = useTranslation('shell');
  const commands = useCommandsOf(document.key).filter((command) => command.hidden !== true);
  const titleOf = useTitleOf();
  const set = useWorkplace((place) => place.set);
  const start = commands.filter((command) => command.place !== 'end');
  const end = commands.filter((command) => command.place === 'end');
  return (
    <div
      className={styles.bar}
      id="command-bar"
      role="toolbar"
      aria-label={t('commands.label', { screen: titleOf(document) })}
      onContextMenu={(event) => {
        event.preventDefault();
        set({ barMenu: { x: event.clientX, y: event.clientY } });
      }}
    >
      {start.map((command, at) => (
        <Fragment key={command.id}>
          {at > 0 && (command.group ?? 0) !== (start[at - 1]?.group ?? 0) && <span className={styles.divider} aria-hidden />}
          <CommandButton command={command} />
        </Fragment>
      ))}
      <span className={styles.grow} />
      {end.map((command) => (
        <CommandButton key={command.id} command={command} />
      ))}
      <IconButton
        label={t('commands.more')}
        icon="more"
        shortcut="contextMenu"
        aria-haspopup="menu"
        onClick={(event) => {
          const box = event.currentTarget.getBoundingClientRect();
          set({ barMenu: { x: box.left, y: box.bottom + 2 } });
        }}
      />
    </div>
  );
}
