import type { TFunction } from 'i18next';
import type { Written } from '#shared/rpc/recovery.ts';
import { formatDateTime } from '../../format.ts';

/** OFF-09: what was written, as a file that any program opens. */
export function writtenText(written: readonly Written[], t: TFunction<'shell'>, knows: (key: string) => boolean): string {
  const what = ({ kind, name }: Written) => (kind === 'draft' ? t('recovery.draft') : knows(`shell:outbox.command.${name}`) ? t(`outbox.command.${name}`) : t('outbox.command.other'));
  return written
    .map((one) => [`── ${what(one)} · ${formatDateTime(one.savedAt)} ──`, one.text, ...(one.files.length > 0 ? [t('recovery.files', { names: one.files.join(', ') })] : [])].join('\n'))
    .join('\n\n')
    .concat('\n');
}
