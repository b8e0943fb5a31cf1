import { useEffect, useMemo, useRef, useState } from 'react';
import type { Id } from '#shared/domain/kernel/ids.ts';
import { plainOf } from '#shared/domain/kernel/rich-text.ts';
import type { SessionView, TenantView } from '#shared/rpc/contract.ts';
import { mayGive } from '#shared/domain/access/rights.ts';
import { useQueryOf } from '../../../data/query.ts';
import { useCompany, useSession } from '../../../data/use-session.ts';
import { documentKey, type Parameters } from '../../../state/tabs.ts';
import { useDraft, type KeptDraft } from '../parts/use-draft.ts';
import { actorOf, checkTicket, type FieldProblem, type TicketField } from './check-ticket.ts';
import type { FirstDraft } from './first-draft.ts';
import { useOpenForms } from './open-forms.ts';
import { asSimple, draftTitle, isUntouched, TICKET_DRAFT, type TicketDraft } from './ticket-draft.ts';

export type Person = NonNullable<SessionView['person']>;
export type Change = Partial<TicketDraft> | ((now: TicketDraft) => Partial<TicketDraft>);

export interface TicketFormState {
  readonly draft: TicketDraft;
  readonly change: (change: Change) => void;
  /** Where the person may write requests; the form shows a choice only where there is one. */
  readonly companies: readonly TenantView[];
  readonly company: TenantView | null;
  readonly chooseCompany: (tenant: Id) => void;
  /** TKT-15: the company's form asks title, priority and description alone. */
  readonly simple: boolean;
  /** What is sent: the draft, in the simple form with what is usual for what it does not ask. */
  readonly toSend: () => TicketDraft;
  readonly kept: KeptDraft;
  readonly problemOf: (field: TicketField) => FieldProblem | undefined;
  /** Judges the form from now on at every change, and answers what is wrong now. */
  readonly check: () => readonly FieldProblem[];
  /** A refusal of the core about one field; it stands until that field changes. */
  readonly refuse: (problem: FieldProblem | null) => void;
}

/** All that the form knows: the draft, kept while it is typed, and what the rules have against it. */
export function useTicketForm(draftId: Id, origin: Parameters, first: FirstDraft, person: Person): TicketFormState {
  const session = useSession();
  const chosen = useCompany();
  const kept = useDraft(draftId, first.filledIn === null);
  const [draft, setDraft] = useState(first.draft);
  // Changes may come faster than drawings, such as files that are kept one after the other.
  const newest = useRef(first.draft);
  const [tenant, setTenant] = useState(first.tenant);
  const [judged, setJudged] = useState(false);
  const [refused, setRefused] = useState<FieldProblem | null>(null);

  const companies = session.tenants.filter((one) => mayGive({ side: one.side, roles: one.roles }, 'ticket.create'));
  const company = companies.find((one) => one.id === tenant) ?? companies.find((one) => one.id === chosen?.id) ?? companies[0] ?? null;

  const companyId = company?.id ?? null;
  const simple = useQueryOf('company.support', { tenant: companyId ?? '' }, { enabled: companyId !== null }).data?.simpleForm ?? false;
  const whole = (now: TicketDraft) => (simple ? asSimple(now, person.email) : now);

  const untouched = first.filledIn !== null && isUntouched(draft, first.filledIn);
  useEffect(() => {
    useOpenForms.getState().put({ draftId, origin: documentKey('ticket.new', origin), untouched });
  }, [draftId, origin, untouched]);
  useEffect(() => () => useOpenForms.getState().drop(draftId), [draftId]);

  function keep(next: TicketDraft, nextTenant: Id | null): void {
    const away = isUntouched(next, first.filledIn ?? next) && first.filledIn !== null;
    kept.keep({ id: draftId, kind: TICKET_DRAFT, tenant: nextTenant, title: draftTitle(next, plainOf(next.description)), content: away ? null : next });
  }

  const actor = company && actorOf(person, company);
  const judge = (now: TicketDraft) => (actor === null || companyId === null ? [] : checkTicket(whole(now), actor, companyId, Date.now(), simple));
  // eslint-disable-next-line react-hooks/exhaustive-deps -- person and company decide nothing that a field shows
  const problems = useMemo(() => (judged ? judge(draft) : []), [judged, draft, simple]);

  return {
    draft,
    change: (change) => {
      const part = typeof change === 'function' ? change(newest.current) : change;
      newest.current = { ...newest.current, ...part };
      setDraft(newest.current);
      keep(newest.current, tenant ?? companyId);
      if (refused && refused.field in part) setRefused(null);
    },
    companies,
    company,
    chooseCompany: (id) => {
      setTenant(id);
      keep(newest.current, id);
    },
    simple,
    toSend: () => whole(draft),
    kept,
    problemOf: (field) => problems.find((problem) => problem.field === field) ?? (refused?.field === field ? refused : undefined),
    check: () => {
      setJudged(true);
      return judge(draft);
    },
    refuse: setRefused,
  };
}
