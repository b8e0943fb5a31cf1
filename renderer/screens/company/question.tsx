import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import styles from './company.module.css';

interface QuestionProps {
  readonly title: string;
  readonly text: string;
  readonly yes: string;
  readonly onYes: () => void;
  readonly onClose: () => void;
}

/** Before what cannot be undone (ui.md). */
export function Question({ title, text, yes, onYes, onClose }: QuestionProps) {
  const { t } = useTranslation('common');
  return (
    <Dialog
      open
      onClose={onClose}
      width={440}
      title={title}
      footer={
        <>
          <Button label={t('cancel')} onClick={onClose} data-autofocus />
          <Button
            label={yes}
            look="danger"
            onClick={() => {
              onClose();
              onYes();
            }}
          />
        </>
      }
    >
      <p className={styles.text}>{text}</p>
    </Dialog>
  );
}
