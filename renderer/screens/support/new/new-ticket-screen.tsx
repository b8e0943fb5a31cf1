import { useEffect, useEffectEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { Id } from '#shared/domain/kernel/ids.ts';
import { useSession } from '../../../data/use-session.ts';
import { reportProblem } from '../../../errors/problems.ts';
import { useDocument } from '../../../state/document.ts';
import { useTabs, type Parameters } from '../../../state/tabs.ts';
import type { ScreenProps } from '../../registry.ts';
import { Waiting } from '../../../ui/waiting.tsx';
import { newId } from '../parts/run-command.ts';
import { useLoaded } from '../parts/use-loaded.ts';
import { firstDraft, type FirstDraft } from './first-draft.ts';
import { formFor } from './open-forms.ts';
import { newTicketDraft } from './ticket-draft.ts';
import { TicketForm } from './ticket-form.tsx';

/** A new request (TKT-04…14). Each form has a draft of its own, whose id stands among the document's parameters. */
export function NewTicketScreen({ parameters }: ScreenProps) {
  const { draft, ...about } = parameters;
  return draft === undefined ? <WithoutDraft parameters={about} /> : <WithDraft draftId={draft} parameters={about} />;
}

/** Gives the form its draft's id; where the same was asked for before and stands untouched, that one comes forward. */
function WithoutDraft({ parameters }: ScreenProps) {
  const { t } = useTranslation('support');
  const { key } = useDocument();
  const start = useEffectEvent(async () => {
    const draft = formFor(key) ?? (await newId());
    useTabs.getState().replace(key, 'ticket.new', { ...parameters, draft });
  });
  useEffect(() => {
    start().catch((cause: unknown) => reportProblem({ cause }));
  }, []);
  return <Waiting what={t('new.opening')} />;
}

function WithDraft({ draftId, parameters }: { readonly draftId: Id; readonly parameters: Parameters }) {
  const { t } = useTranslation('support');
  const { person } = useSession();
  const email = person?.email ?? '';
  const empty: FirstDraft = { draft: newTicketDraft(email), tenant: null, filledIn: null };
  const first = useLoaded(() => firstDraft(draftId, parameters, email), empty);
  return first === null || person === null ? <Waiting what={t('new.opening')} /> : <TicketForm draftId={draftId} origin={parameters} first={first.value} person={person} />;
}
