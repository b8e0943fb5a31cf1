import { i18n } from '../../../i18n.ts';
import { showToast } from '../../../ui/toast.tsx';

/** DET-10: a note carries none, and one that is kept unseen would leave with the next answer, to the customer. */
export function noFilesInNote(): void {
  showToast({ text: i18n.t('support:note.no_files'), tone: 'error' });
}
