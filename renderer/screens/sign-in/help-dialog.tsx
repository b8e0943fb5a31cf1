import { useTranslation } from 'react-i18next';
import type { RpcFailure } from '../../bridge.ts';
import { ask } from '../../data/ask.ts';
import { useQueryOf } from '../../data/query.ts';
import { sentenceOf } from '../../errors/sentence.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { showToast } from '../../ui/toast.tsx';
import { doorSentence } from './door-sentence.ts';
import styles from './sign-in-screen.module.css';

const LINES = ['password', 'code', 'invitation', 'network'] as const;

/** DOC-02: what to do, and how to reach the program's keepers, when nobody can be signed in. */
export function HelpDialog({ open, failure, onClose }: { readonly open: boolean; readonly failure: RpcFailure | null; readonly onClose: () => void }) {
  const { t } = useTranslation(['access', 'common', 'shell']);
  const info = useQueryOf('app.info', {}).data;
  if (info === undefined) return null;
  // No address of a person's among it: who writes says who they are.
  const details = [
    `Sportello ${info.version} (${info.build}) · ${info.system} · ${info.architecture}`,
    info.cloudUrl,
    ...(failure === null ? [] : [`${failure.code}: ${doorSentence(failure)}`]),
  ].join('\n');
  const copy = async () => {
    await navigator.clipboard.writeText(details);
    showToast({ text: t('shell:copied'), tone: 'good' });
  };
  const write = async () => {
    const address = `mailto:${info.keepers ?? ''}?subject=${encodeURIComponent(t('help.subject'))}&body=${encodeURIComponent(`\n\n${details}`)}`;
    const answer = await ask('app.openExternal', { url: address.slice(0, 2000) });
    if (!answer.ok && answer.failure.code !== 'unexpected') showToast({ text: sentenceOf(answer.failure.code, { ...answer.failure.details, url: info.keepers ?? '' }), tone: 'error' });
  };
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={t('help.title')}
      footer={
        <>
          <Button label={t('help.copy')} icon="clipboard" onClick={() => void copy()} />
          {info.keepers !== null && <Button label={t('help.write')} icon="send" onClick={() => void write()} />}
          <Button label={t('common:close')} look="primary" onClick={onClose} data-autofocus />
        </>
      }
    >
      <ul className={styles.lines}>
        {LINES.map((line) => (
          <li key={line}>{t(`help.${line}`)}</li>
        ))}
      </ul>
      <p className={styles.text}>{info.keepers === null ? t('help.administrator') : t('help.keepers', { address: info.keepers })}</p>
      <pre className={styles.details} aria-label={t('help.details')} tabIndex={0}>{details}</pre>
    </Dialog>
  );
}
