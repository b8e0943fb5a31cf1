import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { documentFileKind } from '#shared/domain/library/files.ts';
import type { DocumentFileRow } from '#shared/rpc/library.ts';
import { useSync } from '../../../data/use-session.ts';
import { sentenceOf } from '../../../errors/sentence.ts';
import { formatSize } from '../../../format.ts';
import { Button } from '../../../ui/button.tsx';
import { Icon } from '../../../ui/icon.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { Waiting } from '../../../ui/waiting.tsx';
import { openFile } from '../../support/detail/view/open-file.ts';
import { useBytes } from '../../support/detail/view/use-bytes.ts';
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
  // What is on this device is read from here, whatever became of it elsewhere.
  const here = file.here || file.state === 'available';
  return (
    <section className={styles.file} aria-label={t('file.of', { name: file.name })}>
      <div className={styles.bar}>
        <Icon name="file" />
        <span className={styles.name}>{file.name}</span>
        <span className={styles.facts}>{[formatSize(file.size), t(file.here ? 'file.here' : 'file.elsewhere')].join(' · ')}</span>
        {here && <Button icon="open" label={t(window.sportello.host === 'desktop' ? 'support:view.open' : 'support:view.save')} onClick={() => void openFile(tenant, file.id)} />}
      </div>
      {here ? <Pages file={file} tenant={tenant} language={language} /> : <Notice tone={file.state === 'missing' ? 'warning' : 'info'}>{t(file.state === 'missing' ? 'file.missing' : 'file.arriving')}</Notice>}
    </section>
  );
}

function Pages({ file, tenant, language }: DocumentFileViewProps) {
  const { t } = useTranslation('library');
  const online = useSync()?.online ?? false;
  const found = useBytes(file.id, tenant, online);
  if (found.state === 'loading') return <Waiting what={t('file.opening')} />;
  if (found.state === 'failed') {
    return (
      <Notice tone="warning" live actions={<Button look="plain" icon="refresh" label={t('common:retry')} onClick={found.again} />}>
        {sentenceOf(found.failure.code, found.failure.details)}
      </Notice>
    );
  }
  if (documentFileKind(file.name) !== 'html') return <Notice tone="info">{t('support:view.none')}</Notice>;
  return (
    <Suspense fallback={<Waiting what={t('file.opening')} />}>
      <HtmlView bytes={found.bytes} name={file.name} language={language} />
    </Suspense>
  );
}
