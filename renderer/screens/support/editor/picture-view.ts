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
    if (file === null || kindOf(file) !== 'image') return { dom };

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
    let gone = false;
    const show = async () => {
      const answer = await ask('files.kept', { sha256: file.sha256 });
      const problem = answer.ok ? await drawThumbnail(answer.value.bytes, canvas, WRITE_BOX, () => gone) : 'image';
      if (problem === null) return;
      stage.remove();
      name.ariaHidden = null;
    };
    void show();
    return {
      dom,
      ignoreMutation: () => true,
      destroy: () => {
        gone = true;
      },
    };
  };
}
