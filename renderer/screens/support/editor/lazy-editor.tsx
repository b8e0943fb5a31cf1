import { lazy, Suspense } from 'react';
import type { RichTextEditorProps } from './rich-text-editor.tsx';
import styles from './editor.module.css';

/** The editor's code is as large as all other screens of the module together; lists and chats open without it. */
const Editor = lazy(async () => ({ default: (await import('./rich-text-editor.tsx')).RichTextEditor }));

/** The rich text editor, fetched when it is first needed; its place is kept. */
export function LazyEditor(props: RichTextEditorProps) {
  return (
    <Suspense fallback={<div className={styles.editor} data-tall={props.tall || undefined} aria-busy />}>
      <Editor {...props} />
    </Suspense>
  );
}
