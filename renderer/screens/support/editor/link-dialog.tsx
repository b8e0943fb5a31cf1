import type { Editor } from '@tiptap/react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { TextField } from '../../../ui/text-field.tsx';
import { addressOf } from './clean-doc.ts';
import styles from './editor.module.css';

/** Puts an address under the chosen words, or takes it away. */
export function LinkDialog({ editor, onClose }: { readonly editor: Editor; readonly onClose: () => void }) {
  const { t } = useTranslation('support');
  const present: unknown = editor.getAttributes('link')['href'];
  const [typed, setTyped] = useState(typeof present === 'string' ? present : '');
  const [wrong, setWrong] = useState(false);

  function apply(): void {
    const href = addressOf(typed);
    if (href === null) return setWrong(true);
    const mark = { type: 'link', attrs: { href } };
    const chain = editor.chain().focus();
    if (editor.state.selection.empty && present === undefined) chain.insertContent({ type: 'text', text: typed.trim(), marks: [mark] }).run();
    else chain.extendMarkRange('link').setLink({ href }).run();
    onClose();
  }
  function remove(): void {
    editor.chain().focus().extendMarkRange('link').unsetLink().run();
    onClose();
  }

  return (
    <Dialog
      open
      onClose={onClose}
      title={t('editor.link.title')}
      width={420}
      footer={
        <>
          {present !== undefined && <Button look="plain" label={t('editor.link.remove')} onClick={remove} data-start />}
          <Button label={t('common:cancel')} onClick={onClose} />
          <Button look="primary" label={t('editor.link.apply')} onClick={apply} />
        </>
      }
    >
      <form
        className={styles.linkForm}
        onSubmit={(event) => {
          event.preventDefault();
          apply();
        }}
      >
        <TextField
          label={t('editor.link.address')}
          help={t('editor.link.help')}
          error={wrong ? t('editor.link.wrong') : null}
          value={typed}
          onChange={setTyped}
          placeholder="https://"
          spellCheck={false}
          autoFocus
        />
      </form>
    </Dialog>
  );
}
