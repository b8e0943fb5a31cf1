import { mergeAttributes, Node, type Extensions } from '@tiptap/core';
import StarterKit from '@tiptap/starter-kit';
import { i18n } from '../../../i18n.ts';
import { isAddress } from './clean-doc.ts';
import { pictureView, type FileOf } from './picture-view.ts';

/** A picture in the text: it names an attachment; copied as words, its file name stands for it (TKT-11, sync.md: Bodies). */
function pictureNode(fileOf: FileOf) {
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
      return ['div', mergeAttributes(HTMLAttributes, { 'data-attachment': id }), fileOf(id)?.name ?? i18n.t('support:file.picture')];
    },
    addNodeView: () => pictureView(fileOf),
  });
}

/** The node kinds of shared/domain/kernel/rich-text.ts and no others: what is pasted beyond them comes in as words. */
export function editorExtensions(fileOf: FileOf): Extensions {
  return [
    StarterKit.configure({
      heading: false,
      horizontalRule: false,
      trailingNode: false,
      link: { openOnClick: false, autolink: true, linkOnPaste: true, defaultProtocol: 'https', isAllowedUri: isAddress, HTMLAttributes: { rel: null, target: null } },
    }),
    pictureNode(fileOf),
  ];
}
