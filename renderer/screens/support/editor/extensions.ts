import { mergeAttributes, Node, type Extensions } from '@tiptap/core';
import StarterKit from '@tiptap/starter-kit';
import { isAddress } from './clean-doc.ts';

/** A picture in the text: it names an attachment, whose file name stands for it (TKT-11, sync.md: Bodies). */
function pictureNode(nameOf: (attachmentId: string) => string) {
  return Node.create({
    name: 'picture',
    group: 'block',
    atom: true,
    draggable: true,
    addAttributes: () => ({
      attachmentId: { default: null, parseHTML: (element: HTMLElement) => element.dataset['attachment'] ?? null, renderHTML: () => ({}) },
    }),
    parseHTML: () => [{ tag: 'div[data-attachment]' }],
    renderHTML: ({ node, HTMLAttributes }) => {
      const id = String(node.attrs['attachmentId']);
      return ['div', mergeAttributes(HTMLAttributes, { 'data-attachment': id }), nameOf(id)];
    },
  });
}

/** The node kinds of shared/domain/kernel/rich-text.ts and no others: what is pasted beyond them comes in as words. */
export function editorExtensions(nameOf: (attachmentId: string) => string): Extensions {
  return [
    StarterKit.configure({
      heading: false,
      horizontalRule: false,
      trailingNode: false,
      link: { openOnClick: false, autolink: true, linkOnPaste: true, defaultProtocol: 'https', isAllowedUri: isAddress, HTMLAttributes: { rel: null, target: null } },
    }),
    pictureNode(nameOf),
  ];
}
