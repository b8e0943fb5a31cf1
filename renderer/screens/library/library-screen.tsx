import { useDeferredValue, useRef, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { DocumentRow } from '#shared/rpc/library.ts';
import { askAgain, useQueryOf } from '../../data/query.ts';
import { mayInSession, useCompany, useSession } from '../../data/use-session.ts';
import { sentenceOf } from '../../errors/sentence.ts';
import { nextIndex } from '../../grid/next-index.ts';
import { excerptParts } from '../../shell/excerpt-parts.ts';
import { useScreenCommands } from '../../state/commands.ts';
import { useDocumentTitle } from '../../state/document.ts';
import { useTabs } from '../../state/tabs.ts';
import { Button } from '../../ui/button.tsx';
import { classes } from '../../ui/classes.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Notice } from '../../ui/notice.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { Waiting } from '../../ui/waiting.tsx';
import type { ScreenProps } from '../registry.ts';
import { documentGroups, foundRows } from './document-groups.ts';
import { DocumentReader } from './document-reader.tsx';
import styles from './library.module.css';
import { withdrawDocument } from './give-document.ts';

const FEWEST = 2;
const keyOf = ({ tenant, id }: { readonly tenant: string; readonly id: string }) => `${tenant}/${id}`;

/** DOC-01: Assistenza, Documenti, Faq; read and searched without a network. */
export function LibraryScreen({ parameters }: ScreenProps) {
  const { t } = useTranslation('library');
  const session = useSession();
  const tenant = useCompany()?.id ?? null;
  const list = useQueryOf('library.list', { tenant }, { keepPrevious: true });
  const [words, setWords] = useState('');
  const asked = useDeferredValue(words.trim());
  const searching = asked.length >= FEWEST;
  const found = useQueryOf('library.search', { text: asked, tenant, whole: true, limit: 50 }, { enabled: searching, keepPrevious: true });
  const named = parameters['id'] === undefined || parameters['tenant'] === undefined ? null : `${parameters['tenant']}/${parameters['id']}`;
  const [chosen, setChosen] = useState<string | null>(named);
  // A link to another document, in the tab that is open already.
  const [followed, setFollowed] = useState(named);
  if (named !== followed) {
    setFollowed(named);
    setChosen(named);
  }
  const listBox = useRef<HTMLDivElement>(null);

  const rows = list.data ?? [];
  const keeps = (company: string) => mayInSession(session, 'document.save', company);
  const groups = documentGroups(rows, { personId: session.person?.id ?? '', keeps });
  const hits = searching ? foundRows(rows, found.data ?? []) : [];
  const order = searching ? hits.map(({ row }) => row) : groups.flatMap((group) => group.rows);
  const current = rows.find((row) => keyOf(row) === chosen) ?? order[0] ?? null;
  useDocumentTitle(named === null ? null : (current?.title ?? null));
  const mayWrite = mayInSession(session, 'document.save', tenant ?? undefined);
  const mayPropose = mayInSession(session, 'document.propose', tenant ?? undefined);
  const mayChange = current !== null && !current.fromVendor && keeps(current.tenant) && (current.state === 'published' || current.state === 'withdrawn');
  const write = () => useTabs.getState().open('document.edit', tenant === null ? {} : { tenant });
  const edit = () => current && useTabs.getState().open('document.edit', { tenant: current.tenant, id: current.id }, current.title);
  const why = current?.fromVendor ? t('of_vendor') : t('choose_first');

  useScreenCommands([
    ...(mayWrite || mayPropose ? [{ id: 'new', label: t(mayWrite ? 'command.new' : 'command.propose'), icon: 'plus', shortcut: 'create', look: 'primary', run: write } as const] : []),
    ...(mayWrite
      ? [
          { id: 'edit', label: t('command.edit'), icon: 'edit', shortcut: 'edit', look: 'outline', enabled: mayChange, reason: why, run: () => edit() } as const,
          {
            id: 'withdraw', label: t(current?.state === 'withdrawn' ? 'command.restore' : 'command.withdraw'), icon: current?.state === 'withdrawn' ? 'show' : 'hide',
            enabled: mayChange, reason: why, run: () => void (current && withdrawDocument(current, current.state !== 'withdrawn')),
          } as const,
        ]
      : []),
    { id: 'refresh', label: t('command.refresh'), icon: 'refresh', shortcut: 'refresh', group: 2, run: () => askAgain('library.list', 'library.get', 'library.search') },
  ]);

  function choose(row: DocumentRow, focus: boolean): void {
    setChosen(keyOf(row));
    if (focus) requestAnimationFrame(() => listBox.current?.querySelector<HTMLElement>(`[data-document="${row.id}"]`)?.focus());
  }
  function moved(event: KeyboardEvent): void {
    const at = order.findIndex((row) => row === current);
    const next = nextIndex(event, at, order.length, 8);
    const row = next === null ? undefined : order[next];
    if (row === undefined) return;
    event.preventDefault();
    choose(row, true);
  }
  function line(row: DocumentRow, excerpt?: string) {
    const on = current !== null && keyOf(row) === keyOf(current);
    return (
      <button
        key={keyOf(row)}
        type="button"
        role="option"
        aria-selected={on}
        tabIndex={on ? 0 : -1}
        data-document={row.id}
        className={classes(styles.entry, on && styles.on)}
        onClick={() => choose(row, false)}
      >
        <strong>{row.title}</strong>
        <span className={styles.second}>
          {excerpt === undefined ? row.firstLine : excerptParts(excerpt).map((part, place) => (part.hit ? <mark key={place}>{part.text}</mark> : part.text))}
        </span>
        {row.sync !== 'settled' && <span className={styles.sync}>{t(`sync.${row.sync}`)}</span>}
      </button>
    );
  }

  if (list.isPending) return <Waiting what={t('loading')} />;
  if (list.isError) return <Notice tone="error">{sentenceOf(list.error.code, list.error.details)}</Notice>;
  if (rows.length === 0) {
    return (
      <EmptyState icon="book" title={t('empty')} text={t('empty.text')}>
        {(mayWrite || mayPropose) && <Button look="primary" icon="plus" label={t(mayWrite ? 'command.new' : 'command.propose')} shortcut="create" onClick={write} />}
      </EmptyState>
    );
  }
  return (
    <div className={styles.screen}>
      <nav className={styles.side} aria-label={t('title')}>
        <TextField label={t('search')} labelHidden placeholder={t('search')} type="search" icon="search" value={words} onChange={setWords} maxLength={200} />
        <div ref={listBox} role="listbox" aria-label={t('title')} className={styles.list} onKeyDown={moved}>
          {searching
            ? hits.map(({ row, excerpt }) => line(row, excerpt))
            : groups.map((group) => (
                <div key={group.name} role="group" aria-label={t(`group.${group.name}`)}>
                  <div aria-hidden className={styles.group}>
                    {t(`group.${group.name}`)} <span className={styles.count}>{group.rows.length}</span>
                  </div>
                  {group.rows.map((row) => line(row))}
                </div>
              ))}
        </div>
        {/* Not part of the list: it is no choice. */}
        <p role="status" className={styles.none}>
          {searching && hits.length === 0 && !found.isFetching ? t('none', { text: asked }) : ''}
        </p>
      </nav>
      {current === null ? <div className={styles.reader} /> : <DocumentReader key={keyOf(current)} row={current} keeps={keeps(current.tenant)} />}
    </div>
  );
}
