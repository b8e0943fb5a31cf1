import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { noteStep } from '../data/note-step.ts';
import { useTabs } from '../state/tabs.ts';
import { useTitleOf } from './document-tabs.tsx';

/** The window is named after the document in sight, and the change of it is one of the last steps (TKT-03). */
export function useWindowTitle(): void {
  const { t } = useTranslation('shell');
  const active = useTabs((tabs) => tabs.documents.find((document) => document.key === tabs.activeKey));
  const titleOf = useTitleOf();
  const title = active === undefined ? t('brand') : `${titleOf(active)} · ${t('brand')}`;
  useEffect(() => {
    document.title = title;
  }, [title]);
  const name = active === undefined ? null : titleOf(active);
  useEffect(() => {
    if (name !== null) noteStep(t('step.open', { name }));
  }, [name, t]);
}
