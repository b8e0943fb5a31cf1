import type { KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '../../ui/icon-button.tsx';
import { Icon } from '../../ui/icon.tsx';
import styles from './dashboard.module.css';
import type { WidgetKind } from './widget-kinds.ts';
import { WIDGET_PARTS } from './widgets/widgets.tsx';

interface WidgetFrameProps {
  readonly kind: WidgetKind;
  readonly editing: boolean;
  readonly onMove: (right: number, down: number) => void;
  readonly onResize: (wider: number, higher: number) => void;
  readonly onClose: () => void;
}

const ARROWS: Readonly<Record<string, readonly [number, number]>> = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

/** A widget with its title; while the layout is changed, with a handle for pointer and arrow keys (DSH-04) and a close button. */
export function WidgetFrame({ kind, editing, onMove, onResize, onClose }: WidgetFrameProps) {
  const { t } = useTranslation('dashboard');
  const { Body } = WIDGET_PARTS[kind];
  const title = t(`widget.${kind}`);
  function pressed(event: KeyboardEvent): void {
    const arrow = ARROWS[event.key];
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (arrow) (event.shiftKey ? onResize : onMove)(...arrow);
    else if (event.key === 'Delete') onClose();
    else return;
    event.preventDefault();
  }
  return (
    <section className={styles.widget} aria-label={title}>
      <header className={styles.head}>
        {editing ? (
          <button type="button" className={styles.handle} data-handle data-widget={kind} aria-label={t('handle', { title })} aria-describedby="dashboard-keys" onKeyDown={pressed}>
            <Icon name="drag" />
            <h2>{title}</h2>
          </button>
        ) : (
          <h2>{title}</h2>
        )}
        {editing && <IconButton icon="close" label={t('close', { title })} onClick={onClose} />}
      </header>
      {/* It may scroll where it is small: the keyboard must reach it too. */}
      <div className={styles.body} tabIndex={0}>
        <Body />
      </div>
    </section>
  );
}
