import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OutboxEntry } from '#shared/rpc/contract.ts';
import { ask } from '../../data/ask.ts';
import { askAgain } from '../../data/query.ts';
import { sentenceOf } from '../../errors/sentence.ts';
import { useTabs } from '../../state/tabs.ts';
import { showToast } from '../../ui/toast.tsx';
import { useCompanyWish } from '../company/company-wish.ts';
import { replyReturned } from '../support/parts/reply-wish.ts';
import type { OutboxAction } from './outbox-groups.ts';

/** Retry, edit, withdraw, open. A withdrawn text is never gone: it is a draft again, and the toast leads to it. */
export function useOutboxActions(entry: OutboxEntry): { readonly run: (action: OutboxAction) => Promise<void>; readonly busy: OutboxAction | null } {
  const { t } = useTranslation('shell');
  const open = useTabs((tabs) => tabs.open);
  const [busy, setBusy] = useState<OutboxAction | null>(null);

  const openTarget = () => {
    if (entry.target?.entity === 'ticket') open('ticket.detail', { tenant: entry.tenant, id: entry.target.id });
  };
  const openDraft = (draftId: string) => {
    // A request's and a document's draft have a form of their own, an invitation's and a group's a dialog; a reply's stands under its request.
    const company = entry.name === 'invitation.create' ? 'invite' : entry.name === 'group.create' ? 'groups' : null;
    if (entry.name === 'ticket.create') open('ticket.new', { draft: draftId });
    else if (entry.name === 'document.save' || entry.name === 'document.propose') open('document.edit', { draft: draftId });
    else if (company !== null) {
      useCompanyWish.getState().set({ tenant: entry.tenant, what: company });
      open('company');
    } else openTarget();
  };
  const run = async (action: OutboxAction) => {
    if (busy !== null) return;
    if (action === 'open') return openTarget();
    setBusy(action);
    const { commandId } = entry;
    const answer =
      action === 'retry' ? await ask('outbox.retry', { commandId }) : action === 'edit' ? await ask('outbox.edit', { commandId }) : await ask('outbox.withdraw', { commandId });
    setBusy(null);
    askAgain('outbox.list', 'sync.state', 'drafts.list');
    if (!answer.ok) {
      if (answer.failure.code !== 'unexpected') showToast({ text: sentenceOf(answer.failure.code, answer.failure.details), tone: 'error' });
      return;
    }
    const draftId = answer.value?.draftId ?? null;
    if (draftId !== null && entry.name !== 'ticket.create' && entry.target?.entity === 'ticket') replyReturned(entry.target.id, draftId);
    if (action === 'edit' && draftId !== null) openDraft(draftId);
    else if (action === 'edit') openTarget();
    else if (action !== 'retry') {
      showToast(
        draftId === null
          ? { text: t('outbox.withdrawn') }
          : { text: t('outbox.withdrawn_draft'), action: { label: t('outbox.open_draft'), run: () => openDraft(draftId) } },
      );
    }
  };
  return { run, busy };
}
