import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { documentFileKind } from '#shared/domain/library/files.ts';
import type { DocumentFileRow } from '#shared/rpc/library.ts';
import { formatSize } from '../../../format.ts';
import { Icon } from '../../../ui/icon.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { Waiting } from '../../../ui/waiting.tsx';
import { AttachmentView } from '../../support/detail/view/attachment-view.tsx';
import { FileBytes } from '../../support/detail/view/file-bytes.tsx';
import { OpenFileButton } from '../../support/detail/view/open-file-button.tsx';
import styles from './file.module.css';

const HtmlView = lazy(async () => ({ default: (await import('./html-view.tsx')).HtmlView }));

interface DocumentFileViewProps {
  readonly file: DocumentFileRow;
  readonly tenant: string;
  readonly language: string;
}

/** DOC-01: a manual where it is read: its name, whether it is here without a network too, its own program, its pages. */
export function DocumentFileView({ file, tenant, language }: DocumentFileViewProps) {
  const { t } = useTranslation('library');
  const kind = documentFileKind(file.name);
  // What is on this device is read from here, whatever became of it elsewhere.
  const here = file.here || file.state === 'available';
  return (
    <section className={styles.file} data-wide aria-label={t('file.of', { name: file.name })}>
      <div className={styles.bar}>
        <Icon name="file" />
        <span className={styles.name}>{file.name}</span>
        <span className={styles.facts}>{[...(kind === 'html' ? [formatSize(file.size)] : []), t(file.here ? 'file.here' : 'file.elsewhere')].join(' · ')}</span>
        {here && <OpenFileButton tenant={tenant} id={file.id} />}
      </div>
      {!here && <Notice tone={file.state === 'missing' ? 'warning' : 'info'}>{t(file.state === 'missing' ? 'file.missing' : 'file.arriving')}</Notice>}
      {here && kind === 'html' && <HtmlPages file={file} tenant={tenant} language={language} />}
      {here && kind === 'pdf' && <AttachmentView quiet files={[file]} file={file} tenant={tenant} by="" onGo={() => undefined} />}
    </section>
  );
}

function HtmlPages({ file, tenant, language }: DocumentFileViewProps) {
  const { t } = useTranslation('library');
  return (
    <FileBytes id={file.id} tenant={tenant} what={t('file.opening')}>
      {(bytes) => (
        <Suspense fallback={<Waiting what={t('file.opening')} />}>
          <HtmlView bytes={bytes} name={file.name} language={language} />
        </Suspense>
      )}
    </FileBytes>
  );
}
