import { useTranslation } from 'react-i18next';
import { keysOf, keyText, onMac, SHORTCUTS, shortcutText, type KeyWords, type ShortcutName } from '../state/shortcuts.ts';
import styles from './key-hint.module.css';

/** The words of the keys in the person's language. */
export function useKeyWords(): KeyWords {
  const { t } = useTranslation('common');
  return { Insert: t('key.insert'), Enter: t('key.enter'), Escape: t('key.escape'), Delete: t('key.delete'), Shift: t('key.shift'), Space: t('key.space'), PageDown: t('key.page_down'), PageUp: t('key.page_up') };
}

/**
 * A shortcut as a person reads it, «Ctrl Invio». Not read aloud: the button beside it says it as
 * `aria-keyshortcuts`; `aloud` is for a list of keys.
 */
export function KeyHint({ name, boxed = false, aloud = false }: { readonly name: ShortcutName; readonly boxed?: boolean; readonly aloud?: boolean }) {
  const words = useKeyWords();
  if (!boxed) {
    return (
      <span className={styles.plain} aria-hidden>
        {shortcutText(name, words, onMac())}
      </span>
    );
  }
  // A list of keys names each; beside a word the first is enough.
  return (aloud ? keysOf(name) : [SHORTCUTS[name]]).map((keys) => (
    <kbd key={keys} className={styles.box} aria-hidden={!aloud}>
      {keyText(keys, words, onMac())}
    </kbd>
  ));
}
