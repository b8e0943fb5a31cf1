import { useEditorState, type Editor } from '@tiptap/react';
import { useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { IconName } from '../../../ui/icon.tsx';
import { IconButton } from '../../../ui/icon-button.tsx';
import { LinkDialog } from './link-dialog.tsx';
import styles from './editor.module.css';

interface Tool {
  readonly id: string;
  readonly icon: IconName;
  readonly run: () => void;
  readonly on: boolean;
}

/** The form of letters: one tab stop, arrow keys inside it. */
export function EditorToolbar({ editor }: { readonly editor: Editor }) {
  const { t } = useTranslation('support');
  const [linkOpen, setLinkOpen] = useState(false);
  const [stop, setStop] = useState(0);
  const on = useEditorState({
    editor,
    selector: ({ editor: now }) => ({
      bold: now.isActive('bold'),
      italic: now.isActive('italic'),
      underline: now.isActive('underline'),
      bullets: now.isActive('bulletList'),
      numbers: now.isActive('orderedList'),
      link: now.isActive('link'),
    }),
  });
  const tools: readonly Tool[] = [
    { id: 'bold', icon: 'bold', on: on.bold, run: () => editor.chain().focus().toggleBold().run() },
    { id: 'italic', icon: 'italic', on: on.italic, run: () => editor.chain().focus().toggleItalic().run() },
    { id: 'underline', icon: 'underline', on: on.underline, run: () => editor.chain().focus().toggleUnderline().run() },
    { id: 'bullets', icon: 'bullets', on: on.bullets, run: () => editor.chain().focus().toggleBulletList().run() },
    { id: 'numbers', icon: 'numbers', on: on.numbers, run: () => editor.chain().focus().toggleOrderedList().run() },
    { id: 'link', icon: 'link', on: on.link, run: () => setLinkOpen(true) },
  ];

  function move(event: KeyboardEvent<HTMLDivElement>): void {
    const to = { ArrowRight: stop + 1, ArrowLeft: stop - 1, Home: 0, End: tools.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    const next = (to + tools.length) % tools.length;
    setStop(next);
    event.currentTarget.querySelectorAll('button')[next]?.focus();
  }

  return (
    <>
      <div className={styles.tools} role="toolbar" aria-label={t('editor.tools')} onKeyDown={move}>
        {tools.map((tool, index) => (
          <IconButton
            key={tool.id}
            icon={tool.icon}
            label={t(`editor.${tool.id}`)}
            aria-pressed={tool.on}
            tabIndex={index === stop ? 0 : -1}
            onFocus={() => setStop(index)}
            // The selection stays where it is.
            onMouseDown={(event) => event.preventDefault()}
            onClick={tool.run}
          />
        ))}
      </div>
      {linkOpen && <LinkDialog editor={editor} onClose={() => setLinkOpen(false)} />}
    </>
  );
}
