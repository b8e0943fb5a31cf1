import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TicketQuery, TicketRow } from '#shared/rpc/contract.ts';
import { saveText } from '../../../data/save-text.ts';
import { reportProblem } from '../../../errors/problems.ts';
import { formatNumber } from '../../../format.ts';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { Progress } from '../../../ui/progress.tsx';
import { showToast } from '../../../ui/toast.tsx';
import { listedRows, ticketsCsv } from './export-csv.ts';

/** LST-07: writes what is listed, or what is marked, and says how far it is; *Annulla* leaves no file. */
export function ExportDialog({ query, marked, onClose }: { readonly query: TicketQuery; readonly marked: readonly TicketRow[]; readonly onClose: () => void }) {
  const { t } = useTranslation('service');
  const { t: tSupport } = useTranslation('support');
  const [progress, setProgress] = useState({ done: 0, total: 0 });
  useEffect(() => {
    const stop = new AbortController();
    const rows = marked.length > 0 ? Promise.resolve(marked) : listedRows(query, (done, total) => setProgress({ done, total }), stop.signal);
    rows
      .then((found) => {
        if (found === null || stop.signal.aborted) return;
        saveText(t('csv.file'), ticketsCsv(found, tSupport), 'text/csv');
        showToast({ text: t('csv.done', { count: found.length, number: formatNumber(found.length) }), tone: 'good' });
        onClose();
      })
      .catch((cause: unknown) => {
        reportProblem({ cause });
        onClose();
      });
    return () => stop.abort();
    // eslint-disable-next-line react-hooks/exhaustive-deps -- one export for one opening, of what was listed then
  }, []);
  return (
    <Dialog open onClose={onClose} title={t('csv.title')} width={460} footer={<Button label={t('common:cancel')} onClick={onClose} />}>
      <Progress label={t('csv.progress', { done: formatNumber(progress.done), total: formatNumber(progress.total) })} done={progress.done} total={progress.total} />
      <p>{t('csv.progress', { done: formatNumber(progress.done), total: formatNumber(progress.total) })}</p>
    </Dialog>
  );
}
