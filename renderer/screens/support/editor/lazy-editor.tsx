import { lazy, Suspense } from 'react';
import type { RichTextEditorProps } from './rich-text-editor.tsx';
import styles from './editor.module.css';

/** The editor's code is as large as all other screens of the module together; lists and chats open without it. */
const fetchEditor = async () => ({ default: (await import('./rich-text-editor.tsx')).RichTextEditor });
const Editor = lazy(fetchEditor);

/** Fetches the editor while nobody waits, so that who opens a reply can type at once. Returns what stops it. */
export function fetchEditorWhenIdle(): () => void {
  // What fails now is asked for again, and said, when the editor is needed.
  const request = requestIdleCallback(() => void fetchEditor().catch(() => undefined));
  return () => cancelIdleCallback(request);
}

/** The rich text editor, fetched when it is first needed; its place is kept. */
export function LazyEditor(props: RichTextEditorProps) {
  return (
    <Suspense fallback={<div className={styles.editor} data-tall={props.tall || undefined} aria-busy />}>
      <Editor {...props} />
    </Suspense>
  );
}
