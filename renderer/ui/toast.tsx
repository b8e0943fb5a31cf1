import { notifications } from '@mantine/notifications';
import { i18n } from '../i18n.ts';
import { Button } from './button.tsx';
import styles from './toast.module.css';

interface Toast {
  readonly text: string;
  readonly tone?: 'good' | 'plain' | 'error';
  /** Offers *Annulla* for ten seconds (ui.md: an undo rather than a question). */
  readonly undo?: () => void;
  /** Another thing to do about it. */
  readonly action?: { readonly label: string; readonly run: () => void };
}

/** A word that floats for a moment; with an undo it stays ten seconds. Answers how to take it away before. */
export function showToast({ text, tone = 'plain', undo, action }: Toast): () => void {
  const offer = undo ? { label: i18n.t('common:undo'), run: undo } : action;
  const id = crypto.randomUUID();
  notifications.show({
    id,
    autoClose: offer ? 10_000 : 4_000,
    withCloseButton: false,
    withBorder: true,
    className: styles.toast ?? '',
    'data-tone': tone,
    role: tone === 'error' ? 'alert' : 'status',
    message: (
      <span className={styles.row}>
        <span className={styles.text}>{text}</span>
        {offer && (
          <Button
            label={offer.label}
            look="plain"
            onClick={() => {
              notifications.hide(id);
              offer.run();
            }}
          />
        )}
      </span>
    ),
  });
  return () => notifications.hide(id);
}

/** Takes every one away: whoever comes to the screen next is told nothing of what was done before, nor can undo it. */
export function clearToasts(): void {
  notifications.clean();
}
