import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '../../ui/icon-button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { TextField } from '../../ui/text-field.tsx';
import styles from './dashboard.module.css';
import { WIDGETS, type WidgetKind } from './widget-kinds.ts';
import { WIDGET_PARTS } from './widgets/widgets.tsx';

interface AddPanelProps {
  readonly placed: readonly string[];
  readonly onAdd: (kind: WidgetKind) => void;
  /** Something of the list is being dragged, or no more. */
  readonly onCarry: (kind: WidgetKind | null) => void;
  readonly onClose: () => void;
}

/** DSH-01: *Aggiungi Widget* with *Ricerca widgets*; a click, Enter or a drag puts one on the dashboard. */
export function AddPanel({ placed, onAdd, onCarry, onClose }: AddPanelProps) {
  const { t } = useTranslation('dashboard');
  const [words, setWords] = useState('');
  const search = useRef<HTMLInputElement>(null);
  useEffect(() => search.current?.focus(), []);
  const wanted = words.trim().toLocaleLowerCase();
  const offered = WIDGETS.filter((kind) => `${t(`widget.${kind}`)} ${t(`widget.${kind}.text`)}`.toLocaleLowerCase().includes(wanted));
  return (
    <aside className={styles.panel} aria-label={t('add.title')} onKeyDown={(event) => event.key === 'Escape' && (event.stopPropagation(), onClose())}>
      <header className={styles.panelHead}>
        <h2>{t('add.title')}</h2>
        <IconButton icon="close" label={t('add.close')} onClick={onClose} />
      </header>
      <TextField ref={search} label={t('add.search')} type="search" icon="search" value={words} onChange={setWords} />
      {offered.length === 0 && <p className={styles.quiet}>{t('add.none')}</p>}
      <ul className={styles.offers}>
        {offered.map((kind) => {
          const there = placed.includes(kind);
          return (
            <li key={kind}>
              <button
                type="button"
                className={styles.offer}
                data-offer={kind}
                aria-disabled={there || undefined}
                draggable={!there}
                onDragStart={(event) => {
                  event.dataTransfer.setData('text/plain', t(`widget.${kind}`));
                  event.dataTransfer.effectAllowed = 'copy';
                  onCarry(kind);
                }}
                onDragEnd={() => onCarry(null)}
                onClick={() => !there && onAdd(kind)}
              >
                <Icon name={WIDGET_PARTS[kind].icon} size={20} />
                <span>
                  <strong>{t(`widget.${kind}`)}</strong>
                  <span className={styles.offerText}>{there ? t('add.there') : t(`widget.${kind}.text`)}</span>
                </span>
              </button>
            </li>
          );
        })}
      </ul>
    </aside>
  );
}
