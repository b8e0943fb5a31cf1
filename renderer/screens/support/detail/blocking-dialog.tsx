import { useTranslation } from 'react-i18next';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';

interface BlockingDialogProps {
  readonly number: number | null;
  /** Null for whoever cannot write requests: the vendor's people. */
  readonly create: (() => void) | null;
  readonly onClose: () => void;
}

/** DET-03: why an open request never becomes Bloccante, and the one click that does what was meant. */
export function BlockingDialog({ number, create, onClose }: BlockingDialogProps) {
  const { t } = useTranslation('support');
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('blocking.dialog.title')}
      width={520}
      footer={
        <>
          <Button label={t(create ? 'common:cancel' : 'common:close')} onClick={onClose} />
          {create && <Button look="primary" label={t('blocking.dialog.create')} onClick={create} data-autofocus />}
        </>
      }
    >
      <p>{t('blocking.dialog.why')}</p>
      <p>{create ? t('blocking.dialog.how', { number: number === null ? '' : `#${number}` }) : t('blocking.dialog.operator')}</p>
    </Dialog>
  );
}
