import { useTranslation } from 'react-i18next';
import type { Id } from '#shared/domain/kernel/ids.ts';
import { useQueryOf } from '../../../../data/query.ts';
import { Button } from '../../../../ui/button.tsx';
import { openFile } from './open-file.ts';

/** DET-08: opens a file with the system's program; in the browser host, which has none, a copy is saved. */
export function OpenFileButton({ tenant, id }: { readonly tenant: Id; readonly id: Id }) {
  const { t } = useTranslation('support');
  const saves = useQueryOf('app.info', {}).data?.host === 'browser';
  return <Button icon={saves ? 'download' : 'open'} label={t(saves ? 'view.save' : 'view.open')} onClick={() => void openFile(tenant, id)} />;
}
