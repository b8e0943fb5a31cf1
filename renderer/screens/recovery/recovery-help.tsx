import { useTranslation } from 'react-i18next';
import type { RecoveryView } from '#shared/rpc/recovery.ts';
import type { RpcFailure } from '../../bridge.ts';
import { ask } from '../../data/ask.ts';
import { useQueryOf } from '../../data/query.ts';
import { sentenceOf } from '../../errors/sentence.ts';
import { Button } from '../../ui/button.tsx';
import { showToast } from '../../ui/toast.tsx';
import styles from './recovery.module.css';

/** DOC-02, OFF-09: the keepers' address, the companies' forms on the web, and what whoever helps wants to know. */
export function RecoveryHelp({ failure, forms }: { readonly failure: RpcFailure; readonly forms: RecoveryView['forms'] }) {
  const { t } = useTranslation(['shell', 'access']);
  const info = useQueryOf('app.info', {}).data;
  const report = useQueryOf('recovery.report', {}).data;
  if (info === undefined) return null;
  const first = `Sportello ${info.version} (${info.build}) · ${info.system} · ${info.architecture}\n${info.cloudUrl}\n${failure.code}: ${sentenceOf(failure.code, failure.details)}`;
  const details = report === undefined ? first : `${first}\n\n${report}`;

  const open = async (url: string) => {
    const answer = await ask('app.openExternal', { url: url.slice(0, 2000) });
    if (!answer.ok && answer.failure.code !== 'unexpected') showToast({ text: sentenceOf(answer.failure.code, { ...answer.failure.details, url: url.replace(/\?.*/, '').replace('mailto:', '') }), tone: 'error' });
  };
  const write = (keepers: string) => open(`mailto:${keepers}?subject=${encodeURIComponent(`Sportello: ${t('recovery.title')}`)}&body=${encodeURIComponent(`\n\n${first}`)}`);
  const copy = async () => {
    await navigator.clipboard.writeText(details);
    showToast({ text: t('copied'), tone: 'good' });
  };
  const { keepers } = info;
  return (
    <section className={styles.part} aria-labelledby="recovery-help">
      <h2 id="recovery-help" className={styles.heading}>{t('recovery.help')}</h2>
      <p className={styles.text}>{keepers === null ? t('access:help.administrator') : t('access:help.keepers', { address: keepers })}</p>
      <div className={styles.actions}>
        {keepers !== null && <Button label={t('access:help.write')} icon="send" onClick={() => void write(keepers)} />}
        {forms.map(({ company, url }) => (
          <Button key={url} label={t('recovery.form', { company })} icon="open" onClick={() => void open(url)} />
        ))}
        <Button label={t('access:help.copy')} icon="clipboard" onClick={() => void copy()} />
      </div>
      <details className={styles.details}>
        <summary>{t('recovery.report')}</summary>
        <p className={styles.text}>{t('recovery.report_help')}</p>
        <pre className={styles.report} tabIndex={0} aria-label={t('recovery.report')}>{details}</pre>
      </details>
    </section>
  );
}
