import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Refusal } from '#shared/domain/kernel/command.ts';
import type { Id } from '#shared/domain/kernel/ids.ts';
import { documentLanguageSchema, DOCUMENT_TITLE_LIMIT, sectionSchema } from '#shared/domain/library/entities.ts';
import { useQueryOf } from '../../data/query.ts';
import { mayInSession, useSession } from '../../data/use-session.ts';
import { reportProblem } from '../../errors/problems.ts';
import { useScreenCommands } from '../../state/commands.ts';
import { useDocument, useDocumentTitle } from '../../state/document.ts';
import { useTabs, type Parameters } from '../../state/tabs.ts';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { SegmentedControl } from '../../ui/segmented-control.tsx';
import { Select } from '../../ui/select.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { showToast } from '../../ui/toast.tsx';
import { Waiting } from '../../ui/waiting.tsx';
import type { ScreenProps } from '../registry.ts';
import { LazyEditor } from '../support/editor/lazy-editor.tsx';
import type { EditorHandle } from '../support/editor/rich-text-editor.tsx';
import { DropArea } from '../support/files/drop-area.tsx';
import { DraftLine } from '../support/parts/draft-line.tsx';
import { giveCommand, newId } from '../support/parts/run-command.ts';
import { refusalSentence } from '../support/parts/sentence.ts';
import { storeDraft, useDraft } from '../support/parts/use-draft.ts';
import { useLoaded } from '../support/parts/use-loaded.ts';
import { DOCUMENT_DRAFT, firstText, type DocumentDraft, type FirstText } from './document-draft.ts';
import { FileField, type FileFieldHandle } from './file/file-field.tsx';
import styles from './library.module.css';

/** DOC-01: writes a document, its next text, or a contribution. Each form has a draft of its own among its parameters. */
export function DocumentFormScreen({ parameters }: ScreenProps) {
  const { draft, ...about } = parameters;
  return draft === undefined ? <WithoutDraft parameters={about} /> : <WithDraft draftId={draft} parameters={about} />;
}

function WithoutDraft({ parameters }: ScreenProps) {
  const { t } = useTranslation('library');
  const { key } = useDocument();
  const start = useEffectEvent(async () => useTabs.getState().replace(key, 'document.edit', { ...parameters, draft: await newId() }));
  useEffect(() => {
    start().catch((cause: unknown) => reportProblem({ cause }));
  }, []);
  return <Waiting what={t('loading')} />;
}

function WithDraft({ draftId, parameters }: { readonly draftId: Id; readonly parameters: Parameters }) {
  const { t } = useTranslation('library');
  const first = useLoaded<FirstText | null>(() => firstText(draftId, parameters), null);
  if (first === null) return <Waiting what={t('loading')} />;
  return first.value === null ? null : <DocumentForm draftId={draftId} first={first.value} />;
}

function DocumentForm({ draftId, first }: { readonly draftId: Id; readonly first: FirstText }) {
  const { t } = useTranslation('library');
  const { key } = useDocument();
  const session = useSession();
  const kept = useDraft(draftId, first.filledIn === null);
  const [draft, setDraft] = useState(first.draft);
  const [tenant, setTenant] = useState(first.tenant);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [busy, setBusy] = useState(false);
  const [reading, setReading] = useState(false);
  const editor = useRef<EditorHandle>(null);
  const fileField = useRef<FileFieldHandle>(null);
  const sheet = useRef<HTMLDivElement>(null);
  const companies = session.tenants.filter((one) => mayInSession(session, 'document.save', one.id) || mayInSession(session, 'document.propose', one.id));
  // The vendor's own library first: from there a document reaches every customer.
  const company = companies.find((one) => one.id === tenant) ?? companies.find((one) => one.kind === 'vendor') ?? companies[0] ?? null;
  const keeps = company !== null && mayInSession(session, 'document.save', company.id);
  const isNew = draft.version === 0;
  const found = useQueryOf('library.get', { tenant: company?.id ?? '', id: draft.documentId }, { enabled: company !== null && !isNew }).data;
  const current = found?.document;
  const overtaken = !isNew && current !== undefined && current.version !== draft.version;
  const title = draft.title.trim() || t(isNew ? (keeps ? 'edit.new' : 'edit.propose') : 'edit.title');
  useDocumentTitle(title);

  useEffect(() => sheet.current?.querySelector<HTMLElement>('[data-field="title"] input')?.focus({ preventScroll: true }), []);

  function change(part: Partial<DocumentDraft> | ((now: DocumentDraft) => Partial<DocumentDraft>), at = tenant): void {
    setRefusal(null);
    setDraft((now) => {
      const next = { ...now, ...(typeof part === 'function' ? part(now) : part) };
      kept.keep({ id: draftId, kind: DOCUMENT_DRAFT, tenant: at ?? company?.id ?? null, title: next.title, content: next });
      return next;
    });
  }
  async function save(): Promise<void> {
    if (busy || reading || company === null) return;
    setBusy(true);
    setRefusal(null);
    try {
      await kept.flush();
      const { version, ...text } = draft;
      const input = { ...text, versionId: await newId() };
      const answer = await giveCommand({ tenant: company.id, name: keeps ? 'document.save' : 'document.propose', input: keeps ? { ...input, version } : input, draftId });
      if (answer?.state === 'refused') {
        setRefusal(answer.refusal);
        if (answer.refusal.code === 'document.body.required') editor.current?.focus();
        else sheet.current?.querySelector<HTMLElement>('[data-field="title"] input')?.focus();
      }
      if (answer?.state !== 'saved') return;
      await kept.end();
      showToast({ text: t(keeps ? 'saved' : 'proposed'), tone: 'good' });
      useTabs.getState().replace(key, 'library', { tenant: company.id, id: draft.documentId });
    } catch (cause) {
      reportProblem({ cause });
    } finally {
      setBusy(false);
    }
  }
  async function discard(): Promise<void> {
    await kept.end();
    const record = { id: draftId, kind: DOCUMENT_DRAFT, tenant: company?.id ?? null, title: draft.title };
    await storeDraft({ ...record, content: null });
    useTabs.getState().close(key);
    const restore = async () => {
      await storeDraft({ ...record, content: draft });
      useTabs.getState().open('document.edit', { draft: draftId }, draft.title || null);
    };
    showToast({ text: t('support:draft.discarded'), undo: () => void restore() });
  }
  useScreenCommands([
    { id: 'discard', label: t('support:command.discard'), icon: 'delete', shortcut: 'discard', run: () => void discard() },
    { id: 'save', label: t(keeps ? 'command.save' : 'command.send'), icon: keeps ? 'save' : 'send', shortcut: 'save', look: 'primary', place: 'end', enabled: !busy && !reading && !overtaken, reason: t(reading ? 'file.wait' : 'overtaken.first'), run: () => void save() },
  ]);

  const errorOf = (code: string) => (refusal?.code === code ? refusalSentence(refusal) : null);
  const elsewhere = refusal !== null && refusal.code !== 'document.title.required' && refusal.code !== 'document.body.required';
  return (
    <DropArea className={styles.drop} onFiles={([file]) => fileField.current?.take(file)}>
      <div className={styles.form}>
        <div ref={sheet} className={styles.sheet}>
          <h1>{title}</h1>
          {!keeps && <Notice tone="info">{t('edit.propose.text')}</Notice>}
          {overtaken && (
            <Notice tone="warning" live actions={<Button label={t('overtaken.keep')} onClick={() => change({ version: current.version })} />}>
              {t('overtaken', { name: current.updatedByName })} <q>{current.plain.slice(0, 300)}</q>
            </Notice>
          )}
          {elsewhere && (
            <Notice tone="error" live>
              {refusalSentence(refusal)}
            </Notice>
          )}
          {isNew && companies.length > 1 && (
            <Select
              label={t('field.company')}
              help={company?.kind === 'vendor' ? t('field.company.vendor') : undefined}
              value={company?.id ?? null}
              options={companies.map((one) => ({ value: one.id, label: one.name }))}
              onChange={(chosen) => {
                setTenant(chosen);
                change({}, chosen);
              }}
            />
          )}
          <SegmentedControl label={t('field.section')} value={draft.section} options={sectionSchema.options.map((value) => ({ value, label: t(`group.${value}`) }))} onChange={(section) => change({ section })} />
          <SegmentedControl label={t('field.language')} value={draft.language} options={documentLanguageSchema.options.map((value) => ({ value, label: t(`language.${value}`) }))} onChange={(language) => change({ language })} />
          <div data-field="title">
            <TextField label={t('field.title')} value={draft.title} onChange={(next) => change({ title: next })} error={errorOf('document.title.required')} maxLength={DOCUMENT_TITLE_LIMIT} required />
          </div>
          <LazyEditor
            ref={editor}
            label={t('field.body')}
            placeholder={t('field.body.example')}
            initial={first.draft.body}
            onChange={(body) => change({ body })}
            onFiles={([file]) => fileField.current?.take(file)}
            onLongText={() => showToast({ text: t('too_long'), tone: 'error' })}
            fileOf={() => null}
            invalid={refusal?.code === 'document.body.required'}
            required={draft.fileId === null}
            tall
          />
          {errorOf('document.body.required') !== null && (
            <p className={styles.error} role="alert">
              {errorOf('document.body.required')}
            </p>
          )}
          <FileField
            ref={fileField}
            value={draft}
            present={found?.files.find((file) => file.id === draft.fileId) ?? null}
            language={draft.language}
            onChange={(part) =>
              change((now) => {
                const { fileId, files, fileText } = part(now);
                return { fileId, files: [...files], fileText };
              })
            }
            onBusy={setReading}
          />
          <DraftLine state={kept.state} />
        </div>
      </div>
    </DropArea>
  );
}
