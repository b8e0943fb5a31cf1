import { createContext, useContext, useEffect } from 'react';
import { useTabs, type OpenDocument } from './tabs.ts';

/** The document that the screen below belongs to. */
export const DocumentContext = createContext<OpenDocument | null>(null);

/** The screen's own document; throws outside of one. */
export function useDocument(): OpenDocument {
  const document = useContext(DocumentContext);
  if (document === null) throw new Error('useDocument outside of a document');
  return document;
}

/** Whether this screen is the one in sight; its tab stays mounted either way. */
export function useIsActive(): boolean {
  const { key } = useDocument();
  return useTabs((tabs) => tabs.activeKey === key);
}

/** Gives the document's tab and window its title. */
export function useDocumentTitle(title: string | null): void {
  const { key } = useDocument();
  const setTitle = useTabs((tabs) => tabs.setTitle);
  useEffect(() => {
    if (title !== null) setTitle(key, title);
  }, [key, title, setTitle]);
}
