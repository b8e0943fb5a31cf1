import { useEffect, useRef, type KeyboardEvent, type WheelEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { screenOf } from '../screens/registry.ts';
import { openInWindow, useTabs, type OpenDocument } from '../state/tabs.ts';
import { classes } from '../ui/classes.ts';
import { Icon } from '../ui/icon.tsx';
import styles from './document-tabs.module.css';

/** The word on a document's tab. */
export function useTitleOf(): (document: OpenDocument) => string {
  const { t } = useTranslation();
  return (document) => document.title ?? t(screenOf(document.kind)?.title ?? 'shell:tabs.unknown');
}

/** The open documents; the middle button closes one, Ctrl+click opens it in a window of its own (LST-06). */
export function DocumentTabs() {
  const { t } = useTranslation('shell');
  const { documents, activeKey, activate, close, step } = useTabs();
  const titleOf = useTitleOf();
  const strip = useRef<HTMLDivElement>(null);
  useEffect(() => {
    strip.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [activeKey]);

  // The strip has no bar of its own: a mouse's wheel is what moves it.
  const onWheel = ({ currentTarget, deltaX, deltaY }: WheelEvent<HTMLDivElement>) => {
    if (deltaX === 0) currentTarget.scrollLeft += deltaY;
  };
  const onKeyDown = (event: KeyboardEvent, key: string) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.key === 'Delete') close(key);
    else if (event.key === 'ArrowRight') step(1);
    else if (event.key === 'ArrowLeft') step(-1);
    else return;
    event.preventDefault();
    requestAnimationFrame(() => strip.current?.querySelector<HTMLElement>('[aria-selected="true"]')?.focus());
  };
  if (documents.length === 0) return null;
  return (
    <div ref={strip} className={styles.tabs} role="tablist" aria-label={t('tabs.label')} onWheel={onWheel}>
      {documents.map((document) => {
        const on = document.key === activeKey;
        const title = titleOf(document);
        return (
          <div
            key={document.key}
            role="tab"
            id={`tab-${document.key}`}
            title={title}
            aria-selected={on}
            aria-controls={on ? 'screen' : undefined}
            tabIndex={on ? 0 : -1}
            className={classes(styles.tab, document.title != null && styles.record, on && styles.on)}
            onClick={(event) => (event.ctrlKey || event.metaKey ? openInWindow(document.kind, document.parameters) : activate(document.key))}
            onAuxClick={(event) => {
              if (event.button === 1) close(document.key);
            }}
            onMouseDown={(event) => {
              if (event.button === 1) event.preventDefault();
            }}
            onKeyDown={(event) => onKeyDown(event, document.key)}
          >
            <span className={styles.word}>{title}</span>
            {/* By keyboard: Del on the tab, or Ctrl+W. A button inside of a tab would be one that screen readers cannot reach. */}
            <span className={styles.close} aria-hidden title={t('tabs.close')} onClick={(event) => {
              event.stopPropagation();
              close(document.key);
            }}>
              <Icon name="close" size={13} />
            </span>
          </div>
        );
      })}
    </div>
  );
}
