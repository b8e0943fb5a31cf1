import { useDeferredValue, useId, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useQueryOf } from '../data/query.ts';
import { useCompany, useSession } from '../data/use-session.ts';
import { nextIndex } from '../grid/next-index.ts';
import { useCommandsOf } from '../state/commands.ts';
import { openInWindow, useTabs } from '../state/tabs.ts';
import { useWorkplace } from '../state/workplace.ts';
import { classes } from '../ui/classes.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Icon } from '../ui/icon.tsx';
import { KeyHint } from '../ui/key-hint.tsx';
import { excerptParts } from './excerpt-parts.ts';
import { paletteLines, type PaletteLine } from './palette-lines.ts';
import { useShellCommands } from './use-shell-commands.ts';
import styles from './palette.module.css';

const MOST_HITS = 12;
const MOST_DOCUMENTS = 4;

/** Ctrl+K: everything on the desk, commands too. */
export function Palette() {
  const open = useWorkplace((place) => place.paletteOpen);
  const set = useWorkplace((place) => place.set);
  const { t } = useTranslation('shell');
  return (
    <Dialog open={open} onClose={() => set({ paletteOpen: false })} title={t('palette.title')} width={620}>
      <PaletteBody onDone={() => set({ paletteOpen: false })} />
    </Dialog>
  );
}

function PaletteBody({ onDone }: { readonly onDone: () => void }) {
  const { t } = useTranslation('shell');
  const id = useId();
  const [text, setText] = useState('');
  const [chosen, setChosen] = useState(0);
  const asked = useDeferredValue(text.trim());
  const activeKey = useTabs((tabs) => tabs.activeKey);
  const openTab = useTabs((tabs) => tabs.open);
  const company = useCompany();
  const several = useSession().tenants.length > 1;
  // The screens may be narrowed to one company; a search that finds nothing there may look further.
  const [everywhere, setEverywhere] = useState(false);
  const narrowed = company !== null && several && !everywhere;
  const tenant = everywhere ? null : (company?.id ?? null);
  const hits = useQueryOf('tickets.search', { text: asked.slice(0, 200), tenant, limit: MOST_HITS }, { enabled: asked.length >= 2, keepPrevious: true });
  const documents = useQueryOf('library.search', { text: asked.slice(0, 200), tenant, whole: true, limit: MOST_DOCUMENTS }, { enabled: asked.length >= 2, keepPrevious: true });
  const found = asked.length < 2 ? [] : (hits.data ?? []);
  const lines = paletteLines(text, [...useCommandsOf(activeKey), ...useShellCommands()], found, asked.length < 2 ? [] : (documents.data ?? []));
  const at = Math.min(chosen, Math.max(0, lines.length - 1));

  const run = (line: PaletteLine, newWindow: boolean) => {
    // Closed first, so that the focus goes back before the command moves it on.
    onDone();
    if (line.kind === 'command') return line.command.run();
    const kind = line.kind === 'document' ? 'library' : 'ticket.detail';
    const parameters = { tenant: line.hit.tenant, id: line.kind === 'document' ? line.hit.id : line.hit.ticketId };
    if (newWindow) openInWindow(kind, parameters);
    else openTab(kind, parameters);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const line = lines[at];
    if (event.key === 'Enter' && line !== undefined) {
      event.preventDefault();
      run(line, event.shiftKey || event.ctrlKey);
      return;
    }
    // Home and End move in the text.
    const next = event.key === 'Home' || event.key === 'End' ? null : nextIndex(event, at, lines.length, 8);
    if (next === null) return;
    event.preventDefault();
    setChosen(next);
    document.getElementById(`${id}-${next}`)?.scrollIntoView({ block: 'nearest' });
  };

  return (
    <div className={styles.palette}>
      <div className={styles.field}>
        <Icon name="search" />
        <input
          className={styles.input}
          role="combobox"
          aria-expanded
          aria-controls={`${id}-list`}
          aria-activedescendant={lines.length > 0 ? `${id}-${at}` : undefined}
          aria-autocomplete="list"
          aria-label={t('palette.button')}
          placeholder={t('palette.button')}
          value={text}
          maxLength={200}
          data-autofocus
          onChange={(event) => {
            setText(event.currentTarget.value);
            setChosen(0);
          }}
          onKeyDown={onKeyDown}
        />
      </div>
      <div id={`${id}-list`} role="listbox" aria-label={t('palette.results')} className={styles.list}>
        {lines.map((line, index) => (
          <div
            key={line.id}
            id={`${id}-${index}`}
            role="option"
            aria-selected={index === at}
            className={classes(styles.line, index === at && styles.on)}
            onClick={(event) => run(line, event.ctrlKey || event.metaKey)}
            onAuxClick={(event) => {
              if (event.button === 1) run(line, true);
            }}
            onMouseMove={() => setChosen(index)}
          >
            <Icon name={line.kind === 'command' ? line.command.icon : line.kind === 'document' ? 'book' : line.hit.entity === 'message' ? 'message' : 'ticket'} />
            <span className={styles.words}>
              <span className={styles.title}>
                {line.kind === 'command' ? line.command.label : line.hit.title}
                {line.kind === 'hit' && line.hit.number !== null && <span className={styles.number}> #{line.hit.number}</span>}
              </span>
              {line.kind !== 'command' && (
                <span className={styles.excerpt}>
                  {excerptParts(line.hit.excerpt).map((part, place) => (part.hit ? <mark key={place}>{part.text}</mark> : part.text))}
                </span>
              )}
            </span>
            {line.kind === 'command' && line.command.shortcut && <KeyHint name={line.command.shortcut} />}
          </div>
        ))}
      </div>
      <div role="status" className={styles.none}>
        {lines.length === 0 ? (hits.isFetching ? t('palette.searching') : narrowed ? t('palette.none_in', { text: text.trim(), company: company.name }) : t('palette.none', { text: text.trim() })) : ''}
      </div>
      {lines.length === 0 && narrowed && <Button label={t('palette.everywhere')} icon="search" onClick={() => setEverywhere(true)} />}
    </div>
  );
}
