import { useTranslation } from 'react-i18next';
import type { Id } from '#shared/domain/kernel/ids.ts';
import type { AttachmentView } from '#shared/rpc/contract.ts';
import { formatSize } from '../../../format.ts';
import { Icon } from '../../../ui/icon.tsx';
import { fileState } from './file-state.ts';
import { kindOf } from './view/kind.ts';
import { openFile } from './view/open-file.ts';
import styles from './detail.module.css';

interface FileChipProps {
  readonly file: AttachmentView;
  readonly tenant: Id;
  readonly onLook: (id: Id) => void;
}

/** DET-08: one click opens it: here, where it can be looked at here, and else with the system's program. */
export function FileChip({ file, tenant, onLook }: FileChipProps) {
  const { t } = useTranslation('support');
  const state = fileState(file);
  return (
    <button type="button" className={styles.file} data-state={state} onClick={() => (kindOf(file) === 'none' ? void openFile(tenant, file.id) : onLook(file.id))}>
      <Icon name={file.mime.startsWith('image/') ? 'photo' : 'file'} />
      <span className={styles.fileName}>{file.name}</span>
      <span className={styles.fileSize}>{formatSize(file.size)}</span>
      {state !== 'ready' && (
        <span className={styles.fileState}>{t(`file.state.${state}`, { percent: Math.min(99, Math.floor((file.sent / file.size) * 100)) })}</span>
      )}
    </button>
  );
}
