import { Modal } from '@mantine/core';
import { useEffect, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './dialog.module.css';

interface DialogProps {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly title: string;
  readonly children: ReactNode;
  /** Buttons; the first thing at the left may be a link. */
  readonly footer?: ReactNode;
  /** Beside the title. */
  readonly mark?: ReactNode;
  /** px */
  readonly width?: number;
}

/** The kit's parts in our look. A css module's names are always there; the `?? ''` is for the compiler. */
const parts = {
  overlay: styles.veil ?? '',
  content: styles.dialog ?? '',
  title: styles.title ?? '',
  close: styles.close ?? '',
  body: styles.body ?? '',
};

/** The kit gives the focus back when `open` becomes false; most dialogs are taken away whole instead, and give it back here. */
function FocusBack() {
  const [before] = useState(() => document.activeElement);
  useEffect(() => () => {
    // What opens next, or what was done, may have taken the focus; then it stays there.
    setTimeout(() => {
      if (document.activeElement === document.body && before instanceof HTMLElement) before.focus({ preventScroll: true });
    });
  }, [before]);
  return null;
}

/**
 * A window over the screen. Focus goes in, stays in, and comes back to where it was; Esc closes it. What should have
 * the focus first wears `data-autofocus`.
 */
export function Dialog({ open, onClose, title, children, footer, mark, width = 640 }: DialogProps) {
  const { t } = useTranslation('common');
  return (
    <Modal.Root
      opened={open}
      onClose={onClose}
      size={width}
      centered
      // The page itself never scrolls; the kit's lock would write styles of its own.
      lockScroll={false}
      transitionProps={{ duration: 0 }}
      classNames={parts}
    >
      <Modal.Overlay />
      <Modal.Content>
        <FocusBack />
        <div className={styles.header}>
          {mark}
          <Modal.Title>{title}</Modal.Title>
          <Modal.CloseButton aria-label={t('close')} />
        </div>
        <Modal.Body>{children}</Modal.Body>
        {footer && <div className={styles.footer}>{footer}</div>}
      </Modal.Content>
    </Modal.Root>
  );
}
