import { useTranslation } from 'react-i18next';
import type { Capsule } from '#shared/domain/tickets/entities.ts';
import { formatExact } from '../../format.ts';
import { Facts } from '../../ui/facts.tsx';
import styles from './capsule.module.css';

/** A capsule in words and lines: before it is sent, and in the request for whoever reads it there. `why`: what each part is good for. */
export function CapsuleContent({ capsule, why = false }: { readonly capsule: Capsule; readonly why?: boolean }) {
  const { t } = useTranslation('capsule');
  const facts = (
    [
      ['summary', capsule.summary],
      ['at', formatExact(capsule.at)],
      ['code', capsule.code],
      ['program', [capsule.program, capsule.programVersion].filter(Boolean).join(' ')],
      ['file', capsule.fileVersion],
      ['system', [capsule.system, capsule.architecture].filter(Boolean).join(' · ')],
      ['database', capsule.database],
      ['hardware', capsule.hardware],
      ['screen', capsule.screen],
      ['record', capsule.record],
    ] as const
  ).filter(([, value]) => value !== '');
  return (
    <>
      {why && <p className={styles.why}>{t('why.program')}</p>}
      <div className={styles.facts}>
        <Facts facts={facts.map(([name, value]) => [t(name), value])} />
      </div>
      {capsule.steps.length > 0 && (
        <>
          <h3>{t('steps')}</h3>
          {why && <p className={styles.why}>{t('why.steps')}</p>}
          <ol className={styles.steps}>
            {capsule.steps.map((step, index) => (
              <li key={index}>{step}</li>
            ))}
          </ol>
        </>
      )}
      <h3>{t('log')}</h3>
      {why && capsule.log.length > 0 && <p className={styles.why}>{t('why.log')}</p>}
      <p>{t('redactions', { count: capsule.redactions })}</p>
      {capsule.log.length > 0 && (
        <details>
          <summary>{t('lines', { count: capsule.log.length })}</summary>
          <pre className={styles.log} tabIndex={0} aria-label={t('log')}>
            {capsule.log.join('\n')}
          </pre>
        </details>
      )}
    </>
  );
}
