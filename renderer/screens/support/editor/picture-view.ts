import type { NodeViewRendererProps } from '@tiptap/core';
import type { NodeView } from '@tiptap/pm/view';
import type { ChosenFile } from '#shared/domain/tickets/entities.ts';
import { ask } from '../../../data/ask.ts';
import { i18n } from '../../../i18n.ts';
import { kindOf } from '../detail/view/kind.ts';
import { drawThumbnail } from '../pictures/draw-thumbnail.ts';
import { WRITE_BOX } from '../pictures/thumbnail-size.ts';
import styles from '../pictures/pictures.module.css';

/** The file that a picture in the text is of; null where the draft has none (any more). */
export type FileOf = (attachmentId: string) => ChosenFile | null;

/**
 * A picture in a text that is being written (TKT-11): small, with its name, from the copy that this device keeps since it was pasted;
 * its name alone where it cannot be shown.
 */
export function pictureView(fileOf: FileOf): (props: NodeViewRendererProps) => NodeView {
  return ({ node }) => {
    const id = String(node.attrs['attachmentId']);
    const file = fileOf(id);
    const dom = document.createElement('div');
    dom.dataset['attachment'] = id;
    const name = document.createElement('span');
    name.textContent = file?.name ?? i18n.t('support:file.picture');
    dom.append(name);
    if (file === null) return { dom };
    const gone = document.createElement('em');
    gone.textContent = i18n.t('support:picture.removed');
    gone.hidden = true;
    dom.append(gone);
    const ignoreMutation = () => true;
    if (kindOf(file) !== 'image') return { dom, ignoreMutation };

    const stage = document.createElement('div');
    const canvas = document.createElement('canvas');
    canvas.width = 0;
    canvas.height = 0;
    canvas.setAttribute('role', 'img');
    canvas.setAttribute('aria-label', i18n.t('support:picture.alt', { name: file.name }));
    name.ariaHidden = 'true';
    stage.className = styles.stage ?? '';
    stage.append(canvas);
    dom.className = styles.write ?? '';
    dom.prepend(stage);
    let destroyed = false;
    const show = async () => {
      const answer = await ask('files.kept', { sha256: file.sha256 });
      const problem = answer.ok ? await drawThumbnail(answer.value.bytes, canvas, WRITE_BOX, () => destroyed) : 'image';
      if (problem === null) return;
      stage.remove();
      name.ariaHidden = null;
    };
    void show();
    return {
      dom,
      ignoreMutation,
      destroy: () => {
        destroyed = true;
      },
    };
  };
}

/** Says at each picture whose file was removed from the draft that it will not leave; a removal can be undone, so it stays. */
export function markRemoved(text: HTMLElement, fileOf: FileOf): void {
  for (const picture of text.querySelectorAll<HTMLElement>('[data-attachment]')) {
    const word = picture.querySelector('em');
    if (word === null) continue;
    const gone = fileOf(picture.dataset['attachment'] ?? '') === null;
    word.hidden = !gone;
    picture.toggleAttribute('data-gone', gone);
  }
}
