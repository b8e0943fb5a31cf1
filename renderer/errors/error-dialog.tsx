import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { OWN_PROGRAM } from '#shared/domain/tickets/capsule.ts';
import { noteStep } from '../data/note-step.ts';
import { useQueryOf } from '../data/query.ts';
import { formatExact } from '../format.ts';
import { screenOf } from '../screens/registry.ts';
import { printNow } from '../shell/print-now.ts';
import { contactSupportAbout, summaryOf } from '../state/contact-support.ts';
import { useTabs } from '../state/tabs.ts';
import { useLastProblem } from '../state/last-problem.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Facts } from '../ui/facts.tsx';
import { LinkButton } from '../ui/link.tsx';
import { showToast } from '../ui/toast.tsx';
import { useProblems, type Problem } from './problems.ts';
import { KnownProblem } from './capsule/known-problem.tsx';
import { sentenceOf } from './sentence.ts';
import styles from './error-dialog.module.css';

/** TKT-03: what happened, what to do, details folded, and the way to support. It needs neither network nor core. */
export function ErrorDialog({ canContact }: { readonly canContact: boolean }) {
  const problem = useProblems((problems) => problems.open);
  return problem === null ? null : <OpenErrorDialog problem={problem} canContact={canContact} />;
}

function OpenErrorDialog({ problem, canContact }: { readonly problem: Problem; readonly canContact: boolean }) {
  const { t, i18n } = useTranslation('shell');
  const close = useProblems((problems) => problems.close);
  const remember = useLastProblem((last) => last.remember);
  const info = useQueryOf('app.info', {}).data;
  const documents = useTabs((tabs) => tabs.documents);
  const sentence = sentenceOf(problem.code, problem.facts);
  useEffect(() => {
    remember(problem.code, summaryOf(problem, sentence));
    noteStep(t('step.error', { code: problem.code }));
  }, [problem, sentence, remember, t]);

  const screen = screenOf(problem.screen);
  const where = screen === undefined ? t('brand') : t(screen.title);
  const title = i18n.exists(`shell:error.title.${problem.screen}`) ? t(`error.title.${problem.screen}`) : t('error.title');
  const record = documents.find((document) => document.kind === problem.screen && document.parameters['id'] === problem.record)?.title ?? problem.record;
  const known = i18n.exists(`errors:${problem.code}`) && problem.code !== 'unexpected';
  const advice = !canContact ? t('error.advice_copy') : known ? t('error.advice') : t('error.advice_unexpected');
  const facts: readonly (readonly [string, string])[] = [
    [t('error.when'), formatExact(problem.at)],
    [t('error.program'), info === undefined ? where : `${where} · ${info.version} (${t('error.file', { build: info.build })})`],
    ...(info === undefined
      ? []
      : ([
          [t('error.system'), `${info.system} · ${info.architecture}`],
          [t('error.database'), info.database],
          [t('error.hardware'), `${info.hardware} · ${window.screen.width}×${window.screen.height}`],
        ] as const)),
    [t('error.code'), problem.record === '' ? problem.code : `${problem.code} · ${problem.record}`],
    ...(problem.message === '' ? [] : ([[t('error.message'), problem.message]] as const)),
    ...(problem.times > 1 ? ([[t('error.times'), String(problem.times)]] as const) : []),
  ];
  const text = [title, sentence, '', ...facts.map((line) => line.join(': '))].join('\n');
  const copy = async () => {
    await navigator.clipboard.writeText(text);
    showToast({ text: t('copied'), tone: 'good' });
  };
  return (
    <Dialog
      open
      onClose={close}
      title={title}
      mark={
        <span className={styles.mark} aria-hidden>
          !
        </span>
      }
      footer={
        <>
          {canContact && (
            <LinkButton
              data-start
              onClick={() => {
                // The dialog is in the picture: it is what the person saw.
                void contactSupportAbout(problem, summaryOf(problem, sentence), { screen: where, record }).then(close);
              }}
            >
              {t('bar.contact_support')}
            </LinkButton>
          )}
          <Button label={t('copy')} icon="clipboard" look="plain" onClick={() => void copy()} />
          <Button label={t('bar.print')} icon="print" look="plain" onClick={printNow} />
          <Button label={t('common:close')} look="primary" onClick={close} data-autofocus />
        </>
      }
    >
      <div className={styles.words}>
        <p>{sentence}</p>
        <p>{advice}</p>
      </div>
      {canContact && <KnownProblem problem={{ program: OWN_PROGRAM, code: problem.code, summary: summaryOf(problem, sentence) }} onOpen={close} />}
      <details className={styles.details}>
        <summary>{t('error.details')}</summary>
        <Facts facts={facts} />
      </details>
    </Dialog>
  );
}
