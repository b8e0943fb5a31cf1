import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { plainOf } from '#shared/domain/kernel/rich-text.ts';
import type { CannedAnswerView } from '#shared/rpc/answers.ts';
import { useQueryOf } from '../../data/query.ts';
import { mayInSession, useSession } from '../../data/use-session.ts';
import { useScreenCommands } from '../../state/commands.ts';
import { Button } from '../../ui/button.tsx';
import { Checkbox } from '../../ui/checkbox.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { showToast } from '../../ui/toast.tsx';
import { giveCommand } from '../support/parts/run-command.ts';
import { refusalSentence } from '../support/parts/sentence.ts';
import { SyncWord } from '../support/parts/ticket-words.tsx';
import { AnswerDialog } from './answer-dialog.tsx';
import styles from './service.module.css';

/** DET-10: the answers that the vendor's people give often; picked in the reply box. */
export function AnswersScreen() {
  const { t } = useTranslation('service');
  const session = useSession();
  const home = session.tenants.find((tenant) => tenant.kind === 'vendor' && mayInSession(session, 'canned_answer.create', tenant.id));
  const [away, setAway] = useState(false);
  const [edited, setEdited] = useState<CannedAnswerView | 'new' | null>(null);
  const answers = useQueryOf('answers.list', { archived: away }, { keepPrevious: true }).data;
  const create = () => setEdited('new');
  useScreenCommands(home === undefined ? [] : [{ id: 'new', label: t('answers.new'), icon: 'plus', shortcut: 'create', look: 'primary', run: create }]);

  async function archive(answer: CannedAnswerView, archived: boolean): Promise<void> {
    const given = await giveCommand({ tenant: answer.tenant, name: 'canned_answer.archive', input: { id: answer.id, archived } });
    if (given?.state === 'refused') showToast({ text: refusalSentence(given.refusal), tone: 'error' });
    if (given?.state === 'saved') showToast({ text: t(archived ? 'answers.put_away' : 'answers.taken_out', { title: answer.title }), ...(archived ? { undo: () => void archive(answer, false) } : {}) });
  }

  return (
    <div className={styles.page} role="region" aria-label={t('answers.title')} tabIndex={0}>
      <div className={styles.sheet}>
        <p className={styles.text}>{t('answers.text')}</p>
        {answers?.length === 0 && !away ? (
          <EmptyState icon="message" title={t('answers.none')} text={t('answers.none_text')}>
            {home && <Button look="primary" icon="plus" label={t('answers.new')} shortcut="create" onClick={create} />}
          </EmptyState>
        ) : (
          <ul className={styles.answers}>
            {answers?.map((answer) => (
              <li key={answer.id}>
                <div>
                  <h2>
                    {answer.title} <SyncWord sync={answer.sync} />
                  </h2>
                  <p>{plainOf(answer.body)}</p>
                </div>
                <div className={styles.buttons}>
                  <Button icon="edit" label={t('answers.edit')} onClick={() => setEdited(answer)} />
                  <Button look="plain" label={t(answer.archived ? 'answers.take_out' : 'answers.archive')} onClick={() => void archive(answer, !answer.archived)} />
                </div>
              </li>
            ))}
          </ul>
        )}
        <Checkbox label={t('answers.show_away')} checked={away} onChange={setAway} />
      </div>
      {edited !== null && home !== undefined && <AnswerDialog answer={edited === 'new' ? null : edited} tenant={home.id} onClose={() => setEdited(null)} />}
    </div>
  );
}
