import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { showToast } from '../../../ui/toast.tsx';
import type { FilesInHand } from './use-files.ts';

export interface SendAfterCopies {
  /** Asked for, and waiting for a file to be on this device's disk. */
  readonly waiting: boolean;
  readonly ask: () => void;
}

/**
 * Sending while a file is still being copied is kept, said, and done at the copy's end (TKT-12, ui.md: every wait says
 * what it waits for). A copy that fails ends it: its own words stand beside the files.
 */
export function useSendAfterCopies(files: FilesInHand, send: () => void): SendAfterCopies {
  const { t } = useTranslation('support');
  /** The problems that were on the screen when it was asked for; null while nothing is. */
  const [known, setKnown] = useState<FilesInHand['problems'] | null>(null);
  const hideToast = useRef<(() => void) | null>(null);
  const copying = files.copying.length > 0;
  const sendNow = useEffectEvent(send);
  useEffect(() => {
    if (known === null || copying) return;
    setKnown(null);
    hideToast.current?.();
    if (files.problems === known) sendNow();
  }, [known, copying, files.problems]);
  return {
    waiting: known !== null,
    ask: () => {
      const [undecided] = files.patients;
      // A file that was chosen is never left out in silence.
      if (undecided !== undefined) {
        const without = () => {
          for (const patient of files.patients) files.treat(patient, []);
          send();
        };
        showToast({ text: t('files:decide', { name: undecided.name }), tone: 'error', action: { label: t('files:send_without'), run: without } });
        return;
      }
      if (!copying) return send();
      if (known !== null) return;
      setKnown(files.problems);
      hideToast.current = showToast({ text: t('file.send_after'), action: { label: t('common:cancel'), run: () => setKnown(null) } });
    },
  };
}
