import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useSync } from '../../../../data/use-session.ts';
import { sentenceOf } from '../../../../errors/sentence.ts';
import { Button } from '../../../../ui/button.tsx';
import { Notice } from '../../../../ui/notice.tsx';
import { Waiting } from '../../../../ui/waiting.tsx';
import { useBytes } from './use-bytes.ts';

interface FileBytesProps {
  readonly id: string;
  readonly tenant: string;
  /** What is waited for, in words. */
  readonly what: string;
  readonly children: (bytes: Uint8Array<ArrayBuffer>) => ReactNode;
}

/** A file's bytes when they are here; what is waited for, or why they cannot come, until then. */
export function FileBytes({ id, tenant, what, children }: FileBytesProps) {
  const { t } = useTranslation();
  const online = useSync()?.online ?? false;
  const found = useBytes(id, tenant, online);
  if (found.state === 'loading') return <Waiting what={what} />;
  if (found.state === 'failed') {
    return (
      <Notice tone="warning" live actions={<Button look="plain" icon="refresh" label={t('common:retry')} onClick={found.again} />}>
        {sentenceOf(found.failure.code, found.failure.details)}
      </Notice>
    );
  }
  return children(found.bytes);
}
