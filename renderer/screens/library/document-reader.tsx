import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DocumentRow } from '#shared/rpc/library.ts';
import { useQueryOf } from '../../data/query.ts';
import { useNow } from '../../data/use-now.ts';
import { mayInSession, useSession } from '../../data/use-session.ts';
import { sentenceOf } from '../../errors/sentence.ts';
import { formatDate, formatMoment } from '../../format.ts';
import { useTabs } from '../../state/tabs.ts';
import { Button } from '../../ui/button.tsx';
import { LinkButton } from '../../ui/link.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Select } from '../../ui/select.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { RichTextView } from '../support/editor/rich-text-view.tsx';
import { judgeDocument } from './give-document.ts';
import { DocumentFileView } from './file/document-file-view.tsx';
import styles from './library.module.css';

/** One document for reading, with its earlier texts; for who keeps the library, the decision about a contribution. */
export function DocumentReader({ row, keeps }: { readonly row: DocumentRow; readonly keeps: boolean }) {
  const { t } = useTranslation('library');
  const now = useNow();
  const session = useSession();
  const several = session.tenants.length > 1;
  const { data } = useQueryOf('library.get', { tenant: row.tenant, id: row.id });
  const [version, setVersion] = useState<number | null>(null);
  if (data === undefined) return <article className={styles.reader} aria-busy />;
  if (data === null) return <article className={styles.reader}>{sentenceOf('document.unknown')}</article>;
  const { document, versions, files } = data;
  const old = version === null || version === document.version ? undefined : versions.find((one) => one.version === version);
  const { fileId } = old ?? document;
  const file = files.find((one) => one.id === fileId);
  return (
    <article className={styles.reader} aria-label={document.title}>
      <header className={styles.head}>
        <h1>{old?.title ?? document.title}</h1>
        <p className={styles.facts}>
          <span>{t(`group.${document.section}`)}</span>
          {several && <span>{document.tenantName}</span>}
          <span>{t('written', { name: document.updatedByName, date: formatDate(document.updatedAt) })}</span>
          {document.language !== 'it' && <span>{t(`language.${document.language}`)}</span>}
        </p>
        {versions.length > 1 && (
          <Select
            label={t('version')}
            labelHidden
            value={String(old?.version ?? document.version)}
            options={versions.map((one) => ({ value: String(one.version), label: t('version.of', { number: one.version, name: one.byName, at: formatMoment(one.at, now) }) }))}
            onChange={(chosen) => setVersion(Number(chosen))}
          />
        )}
      </header>
      {old && (
        <Notice
          tone="warning"
          actions={
            <>
              {keeps && !document.fromVendor && (
                <Button label={t('version.restore')} icon="undo" onClick={() => useTabs.getState().open('document.edit', { tenant: document.tenant, id: document.id, version: String(old.version) }, old.title)} />
              )}
              <Button look="plain" label={t('version.now')} onClick={() => setVersion(null)} />
            </>
          }
        >
          {t('version.old', { number: old.version })}
        </Notice>
      )}
      {document.state === 'proposed' && (keeps && !document.fromVendor ? <Decision tenant={document.tenant} id={document.id} author={document.authorName} /> : <Notice tone="info">{t('waits')}</Notice>)}
      {document.state === 'declined' && <Notice tone="warning">{t('declined.why', { name: document.updatedByName, note: document.note ?? '' })}</Notice>}
      {document.state === 'withdrawn' && <Notice tone="warning">{t('withdrawn.why')}</Notice>}
      <RichTextView doc={old?.body ?? document.body} picture={() => null} />
      {fileId !== null && (file === undefined ? <Notice tone="warning">{sentenceOf('document.file.unknown')}</Notice> : <DocumentFileView key={file.id} file={file} tenant={document.tenant} language={document.language} />)}
      {/* Who answers the requests has nobody to ask here. */}
      {mayInSession(session, 'ticket.create') && (
        <footer className={styles.foot}>
          {t('not_enough')} <LinkButton onClick={() => useTabs.getState().open('ticket.new')}>{t('shell:bar.contact_support')}</LinkButton>
        </footer>
      )}
    </article>
  );
}

function Decision({ tenant, id, author }: { readonly tenant: string; readonly id: string; readonly author: string }) {
  const { t } = useTranslation('library');
  const [note, setNote] = useState('');
  const [missing, setMissing] = useState(false);
  const [busy, setBusy] = useState(false);
  async function decide(approve: boolean): Promise<void> {
    if (busy) return;
    if (!approve && note.trim() === '') return setMissing(true);
    setBusy(true);
    await judgeDocument({ tenant, id }, approve, note.trim());
    setBusy(false);
  }
  return (
    <section className={styles.decision} aria-label={t('decide', { name: author })}>
      <p>{t('decide', { name: author })}</p>
      <TextField
        label={t('decide.note')}
        value={note}
        onChange={(next) => {
          setNote(next);
          setMissing(false);
        }}
        error={missing ? sentenceOf('document.note.required') : null}
        maxLength={500}
      />
      <div className={styles.actions}>
        <Button look="primary" icon="check" label={t('decide.approve')} busy={busy} onClick={() => void decide(true)} />
        <Button icon="ban" label={t('decide.decline')} busy={busy} onClick={() => void decide(false)} />
      </div>
    </section>
  );
}
