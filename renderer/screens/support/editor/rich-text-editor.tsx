import { EditorContent, useEditor, type JSONContent } from '@tiptap/react';
import type { EditorView } from '@tiptap/pm/view';
import { useEffect, useImperativeHandle, useLayoutEffect, useMemo, useRef, useState, type ReactNode, type Ref, type RefObject } from 'react';
import { RICH_TEXT_LIMIT, type RichText } from '#shared/domain/kernel/rich-text.ts';
import type { ChosenFile } from '#shared/domain/tickets/entities.ts';
import { isShortcut, onMac } from '../../../state/shortcuts.ts';
import { pastedOf } from '../files/choose.ts';
import { cleanDoc, isEmptyDoc } from './clean-doc.ts';
import { EditorToolbar } from './editor-toolbar.tsx';
import { editorExtensions } from './extensions.ts';
import { markRemoved, type FileOf } from './picture-view.ts';
import styles from './editor.module.css';

/** What a screen does to the text from outside. */
export interface EditorHandle {
  focus(): void;
  /** Puts another text in its place; the change is not reported. */
  replace(doc: RichText): void;
  /** Where the caret is (TKT-11). */
  insertPicture(file: ChosenFile): void;
}

export interface RichTextEditorProps {
  readonly label: string;
  readonly placeholder: string;
  /** What it starts with; later changes come through the handle alone. */
  readonly initial: RichText;
  readonly onChange: (doc: RichText) => void;
  /** Pictures and other files that were pasted or dropped into the text. */
  readonly onFiles: (files: readonly File[]) => void;
  /** A pasted text longer than a description may be; it is not in the editor. */
  readonly onLongText: (text: string) => void;
  /** The file of a picture in the text. */
  readonly fileOf: FileOf;
  readonly onBlur?: (() => void) | undefined;
  readonly describedBy?: string | undefined;
  readonly invalid?: boolean;
  readonly required?: boolean;
  readonly tall?: boolean;
  /** Stands in the bar under the text, after the buttons of the form of letters. */
  readonly bar?: ReactNode;
  readonly ref?: Ref<EditorHandle>;
}

/** Our documents are the editor's; their types differ only in how they write an optional member. */
function forEditor(doc: RichText): JSONContent {
  return doc as JSONContent;
}

/** Keeps the browser and the editor from doing it once more. */
function taken(event: Event, data: DataTransfer | null, by: (data: DataTransfer) => boolean): boolean {
  if (data === null || !by(data)) return false;
  event.preventDefault();
  return true;
}

/** What is not the editor's own to paste: files, and texts too long for it (TKT-11). True when it was taken. */
function take(newest: RefObject<RichTextEditorProps>, data: DataTransfer, insert: (plain: string) => void): boolean {
  const pasted = pastedOf({ files: data.files, text: data.getData('text/plain'), html: data.getData('text/html') }, RICH_TEXT_LIMIT);
  if (pasted.kind === 'usual') return false;
  if (pasted.kind === 'files') newest.current.onFiles(pasted.files);
  else if (pasted.kind === 'long') newest.current.onLongText(pasted.text);
  else insert(pasted.text);
  return true;
}

/** Rich text of a few kinds (TKT-11, DET-11). What it gives is what the contract takes, however it was pasted. */
export function RichTextEditor(props: RichTextEditorProps) {
  const { label, placeholder, initial, describedBy, invalid = false, required = false, tall = false, bar, ref } = props;
  const [empty, setEmpty] = useState(() => isEmptyDoc(initial));
  // The editor lives longer than a drawing: what it calls back is always the newest.
  const newest = useRef(props);
  useLayoutEffect(() => {
    newest.current = props;
  });

  /** Files of pictures that were put in a moment ago: the props know them one drawing later. */
  const put = useRef(new Map<string, ChosenFile>());

  const extensions = useMemo(() => editorExtensions((id) => put.current.get(id) ?? newest.current.fileOf(id)), []);
  const editorProps = useMemo(
    () => ({
      attributes: {
        class: styles.text ?? '',
        role: 'textbox',
        'aria-multiline': 'true',
        'aria-label': label,
        'aria-required': String(required),
        'aria-invalid': String(invalid),
        ...(describedBy === undefined ? {} : { 'aria-describedby': describedBy }),
      },
      // Before the editor reads what is pasted: it would make a hundred thousand paragraphs of two megabytes first.
      handleDOMEvents: {
        paste: (view: EditorView, event: ClipboardEvent) => taken(event, event.clipboardData, (data) => take(newest, data, (plain) => view.pasteText(plain))),
        drop: (view: EditorView, event: DragEvent) =>
          view.dragging === null && taken(event, event.dataTransfer, (data) => take(newest, data, (plain) => view.pasteText(plain))),
        // Ctrl+Enter sends: the editor would make a line break of it first.
        keydown: (_view: EditorView, event: KeyboardEvent) => isShortcut(event, 'send', onMac()),
      },
    }),
    [label, required, invalid, describedBy],
  );
  const [content] = useState(() => forEditor(initial));
  const editor = useEditor({
    extensions,
    content,
    editorProps,
    // Made once it is on the screen: one made earlier is destroyed again when drawing takes longer than a tick.
    immediatelyRender: false,
    // The styles stand in our own sheet: the content security policy knows no others.
    injectCSS: false,
    shouldRerenderOnTransaction: false,
    onUpdate: ({ editor: now }) => {
      setEmpty(now.isEmpty);
      newest.current.onChange(cleanDoc(now.getJSON()));
    },
    onBlur: () => newest.current.onBlur?.(),
  });

  useEffect(() => {
    for (const id of put.current.keys()) if (props.fileOf(id) !== null) put.current.delete(id);
    if (editor) markRemoved(editor.view.dom, (id) => put.current.get(id) ?? props.fileOf(id));
  });

  // There is no handle before there is an editor.
  useImperativeHandle<EditorHandle | null, EditorHandle | null>(
    ref,
    () =>
      editor && {
        focus: () => void editor.commands.focus('end'),
        replace: (doc) => {
          editor.commands.setContent(forEditor(doc), { emitUpdate: false });
          setEmpty(editor.isEmpty);
        },
        insertPicture: (file) => {
          put.current.set(file.id, file);
          const { $from, to } = editor.state.selection;
          // After the whole list or quotation: the contract has no picture inside one.
          const at = $from.depth > 0 ? $from.after(1) : to;
          // The caret goes on below: a picture that is chosen would be replaced by the next letter.
          const below = at + 2;
          editor.chain().insertContentAt(at, [{ type: 'picture', attrs: { attachmentId: file.id } }, { type: 'paragraph' }]).setTextSelection(below).focus().run();
        },
      },
    [editor],
  );

  return (
    <div className={styles.editor} data-invalid={invalid || undefined} data-tall={tall || undefined} aria-busy={editor === null || undefined}>
      <div className={styles.page}>
        {empty && (
          <div className={styles.placeholder} aria-hidden>
            {placeholder}
          </div>
        )}
        <EditorContent editor={editor} />
      </div>
      <div className={styles.bar}>
        {editor && <EditorToolbar editor={editor} />}
        {bar}
      </div>
    </div>
  );
}
