import { useTranslation } from 'react-i18next';
import { screenOf } from '../screens/registry.ts';
import type { Place } from '../state/contact-support.ts';
import type { OpenDocument } from '../state/tabs.ts';

/** How a document is called in a request for help. */
export function usePlaceOf(): (document: Pick<OpenDocument, 'kind' | 'parameters' | 'title'> | undefined) => Place {
  const { t } = useTranslation('shell');
  return (document) => {
    if (document === undefined) return { screen: t('brand'), record: '' };
    const screen = screenOf(document.kind);
    return { screen: screen === undefined ? document.kind : t(screen.title), record: document.title ?? document.parameters['id'] ?? '' };
  };
}
