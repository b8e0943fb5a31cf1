import { useTranslation } from 'react-i18next';
import type { AttachmentView } from '#shared/rpc/contract.ts';
import { invoke } from '../../../bridge.ts';
import { reportProblem } from '../../../errors/problems.ts';
import { formatSize } from '../../../format.ts';
import { Icon } from '../../../ui/icon.tsx';
import { fileState } from './file-state.ts';
import styles from './detail.module.css';

/** DET-08: one click opens it. What cannot be opened says why in the error dialog. */
export function FileChip({ file, tenant }: { readonly file: AttachmentView; readonly tenant: string }) {
  const { t } = useTranslation('support');
  const state = fileState(file);
  async function open(): Promise<void> {
    try {
      const { url } = await invoke('files.open', { tenant, id: file.id });
      // The browser host has no program to open it with; it shows the file under its own address.
      if (url !== null) window.open(new URL(url.replace(/^\//, ''), document.baseURI), '_blank', 'noopener');
    } catch (cause) {
      reportProblem({ cause, record: file.id });
    }
  }
  return (
    <button type="button" className={styles.file} data-state={state} onClick={() => void open()}>
      <Icon name={file.mime.startsWith('image/') ? 'photo' : 'file'} />
      <span className={styles.fileName}>{file.name}</span>
      <span className={styles.fileSize}>{formatSize(file.size)}</span>
      {state !== 'ready' && (
        <span className={styles.fileState}>{t(`file.state.${state}`, { percent: Math.min(99, Math.floor((file.sent / file.size) * 100)) })}</span>
      )}
    </button>
  );
}
