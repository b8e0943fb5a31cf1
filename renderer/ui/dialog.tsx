import { Modal } from '@mantine/core';
import type { ReactNode } from 'react';
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
    >
      <Modal.Overlay className={styles.veil ?? ''} transitionProps={{ duration: 0 }} />
      <Modal.Content className={styles.dialog ?? ''} transitionProps={{ duration: 0 }}>
        <Modal.Header className={styles.header ?? ''}>
          {mark}
          <Modal.Title className={styles.title ?? ''}>{title}</Modal.Title>
          <Modal.CloseButton className={styles.close ?? ''} aria-label={t('close')} />
        </Modal.Header>
        <Modal.Body className={styles.body ?? ''}>{children}</Modal.Body>
        {footer && <div className={styles.footer}>{footer}</div>}
      </Modal.Content>
    </Modal.Root>
  );
}
