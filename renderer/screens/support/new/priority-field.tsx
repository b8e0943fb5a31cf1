import { useTranslation } from 'react-i18next';
import { prioritySchema } from '#shared/domain/tickets/values.ts';
import { Button } from '../../../ui/button.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { SegmentedControl } from '../../../ui/segmented-control.tsx';
import { TextField } from '../../../ui/text-field.tsx';
import { blockingAnswer, type TicketDraft } from './ticket-draft.ts';
import styles from './form.module.css';

interface PriorityFieldProps {
  readonly priority: TicketDraft['priority'];
  readonly answers: TicketDraft['blocking'];
  readonly error: string | null;
  readonly onChange: (change: Partial<Pick<TicketDraft, 'priority' | 'blocking'>>) => void;
}

/** TKT-10: Bloccante asks two questions and keeps the reason; a *no* proposes Alta. */
export function PriorityField({ priority, answers, error, onChange }: PriorityFieldProps) {
  const { t } = useTranslation('support');
  const answer = blockingAnswer(answers);
  const question = (name: 'workStopped' | 'cannotWait') => (
    <SegmentedControl
      label={t(`blocking.${name}`)}
      value={answers[name] === null ? null : answers[name] ? 'yes' : 'no'}
      options={[
        { value: 'yes', label: t('yes') },
        { value: 'no', label: t('no') },
      ]}
      onChange={(value) => onChange({ blocking: { ...answers, [name]: value === 'yes' } })}
    />
  );
  return (
    <div className={styles.priority}>
      <SegmentedControl
        label={t('field.priority')}
        value={priority}
        options={prioritySchema.options.map((value) => ({ value, label: t(`priority.${value}`), alert: value === 'blocking' }))}
        help={t(`priority.${priority}.help`)}
        onChange={(value) => onChange({ priority: value })}
      />
      {priority === 'blocking' && (
        <div className={styles.blocking} data-field={answer === 'yes' ? undefined : 'blocking'}>
          <div className={styles.questions}>
            {question('workStopped')}
            {question('cannotWait')}
          </div>
          <p className={styles.help}>{t('blocking.example_yes')}</p>
          <p className={styles.help}>{t('blocking.example_no')}</p>
          {answer === 'no' && (
            <Notice tone="info" live actions={<Button label={t('blocking.use_high')} onClick={() => onChange({ priority: 'high' })} />}>
              {t('blocking.no')}
            </Notice>
          )}
          {answer === 'yes' && (
            // Both questions are answered: it is the reason that is missing.
            <div data-field="blocking">
              <TextField
                label={t('blocking.reason')}
                help={t('blocking.reason.help')}
                error={error}
                value={answers.reason}
                onChange={(reason) => onChange({ blocking: { ...answers, reason } })}
                maxLength={500}
                required
              />
            </div>
          )}
          {error && answer !== 'yes' && (
            <div className={styles.error} role="alert">
              {error}
            </div>
          )}
        </div>
      )}
    </div>
  );
}
