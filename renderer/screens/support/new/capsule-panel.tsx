import { useTranslation } from 'react-i18next';
import type { Capsule } from '#shared/domain/tickets/entities.ts';
import { formatExact } from '../../../format.ts';
import { Checkbox } from '../../../ui/checkbox.tsx';
import { Facts } from '../../../ui/facts.tsx';
import styles from './form.module.css';

interface CapsulePanelProps {
  readonly capsule: Capsule;
  readonly send: boolean;
  readonly onSend: (send: boolean) => void;
}

/** *Che cosa viene inviato*: every word that leaves with the request, already redacted, and the way to leave it out. */
export function CapsulePanel({ capsule, send, onSend }: CapsulePanelProps) {
  const { t } = useTranslation('support');
  return (
    <aside className={styles.capsule} aria-label={t('capsule.title')}>
      <h2>{t('capsule.title')}</h2>
      <p>{t(send ? 'capsule.exactly' : 'capsule.nothing')}</p>
      <Checkbox label={t('capsule.leave_out')} checked={!send} onChange={(out) => onSend(!out)} />
      {send && <CapsuleContent capsule={capsule} />}
    </aside>
  );
}

/** The same as words and lines; also in the ticket, for whoever reads it there. */
export function CapsuleContent({ capsule }: { readonly capsule: Capsule }) {
  const { t } = useTranslation('support');
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
      <div className={styles.facts}>
        <Facts facts={facts.map(([name, value]) => [t(`capsule.${name}`), value])} />
      </div>
      {capsule.steps.length > 0 && (
        <>
          <h3>{t('capsule.steps')}</h3>
          <ol className={styles.steps}>
            {capsule.steps.map((step, index) => (
              <li key={index}>{step}</li>
            ))}
          </ol>
        </>
      )}
      <h3>{t('capsule.log')}</h3>
      <p>{t('capsule.redactions', { count: capsule.redactions })}</p>
      {capsule.log.length > 0 && (
        <details>
          <summary>{t('capsule.lines', { count: capsule.log.length })}</summary>
          <pre className={styles.log} tabIndex={0} aria-label={t('capsule.log')}>
            {capsule.log.join('\n')}
          </pre>
        </details>
      )}
    </>
  );
}
