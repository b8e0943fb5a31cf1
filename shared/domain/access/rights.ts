import type { Actor } from '../kernel/command.ts';
import { COMPANY_ROLES, isVendorRole, VENDOR_ROLES, type Role } from './roles.ts';

const REQUESTERS = ['user', 'company_technician', 'company_admin'] as const satisfies readonly Role[];
const OPERATORS = ['operator', 'vendor_admin'] as const satisfies readonly Role[];
/** Of their own company: what they are given by the vendor's contract in a customer's does not reach its people. */
const ADMINISTRATORS = ['company_admin', 'vendor_admin'] as const satisfies readonly Role[];
/** Of the documents: the vendor's operators for their own library and for a customer's, a company's administrator for its own. */
const KEEPERS = ['company_admin', ...OPERATORS] as const satisfies readonly Role[];
const EVERYBODY = [...COMPANY_ROLES, ...VENDOR_ROLES];

/**
 * Who may give which command. The desk hides what is not here for a role, the cloud refuses it. `system` stands for the
 * cloud's own jobs; a job may give only what names it.
 */
export const RIGHTS: Readonly<Record<string, readonly (Role | 'system')[]>> = {
  'ticket.create': REQUESTERS,
  'ticket.reply': [...REQUESTERS, ...OPERATORS],
  'ticket.update': [...REQUESTERS, ...OPERATORS],
  'ticket.set_private': [...REQUESTERS, ...OPERATORS],
  'ticket.attach': [...REQUESTERS, ...OPERATORS],
  'attachment.give_up': [...REQUESTERS, ...OPERATORS],
  'ticket.take': OPERATORS,
  'ticket.assign': OPERATORS,
  'ticket.set_status': OPERATORS,
  'ticket.note': OPERATORS,
  'ticket.mark_solution': OPERATORS,
  'ticket.merge': OPERATORS,
  'canned_answer.create': OPERATORS,
  'canned_answer.change': OPERATORS,
  'canned_answer.archive': OPERATORS,
  'ticket.rate': REQUESTERS,
  'ticket.receive': ['system'],
  'ticket.breach': ['system'],
  'ticket.recount': ['system'],
  'document.save': KEEPERS,
  'document.propose': REQUESTERS,
  'document.judge': KEEPERS,
  'document.withdraw': KEEPERS,
  'document.publish': ['system'],
  'attachment.settle': ['system'],
  'support_settings.change': ['company_admin', 'vendor_admin', 'system'],
  'company.change': ADMINISTRATORS,
  'invitation.create': [...ADMINISTRATORS, 'system'],
  'invitation.resend': ADMINISTRATORS,
  'invitation.revoke': ADMINISTRATORS,
  'invitation.change_roles': ADMINISTRATORS,
  'invitation.accept': ['system'],
  'invitation.decline': ['system'],
  'invitation.expire': ['system'],
  'membership.change_roles': ADMINISTRATORS,
  'membership.remove': ADMINISTRATORS,
  'group.create': ADMINISTRATORS,
  'group.change': ADMINISTRATORS,
  'group.remove': ADMINISTRATORS,
  'group.restore': ADMINISTRATORS,
  'module.set_access': ADMINISTRATORS,
  'portrait.publish': ['system'],
  'service_calendar.change': ['vendor_admin'],
  'service_calendar.publish': ['system'],
  'company.publish': ['system'],
  'membership.publish': ['system'],
  'agent.publish': ['system'],
  'conflict.settle': EVERYBODY,
  'preference.set': EVERYBODY,
};

/**
 * Whether the actor's roles in the command's tenant allow it. An unlisted command is allowed to nobody. A vendor role
 * counts only on the vendor's side, however it came into a company's hands (ACC-16).
 */
export function mayGive(actor: Pick<Actor, 'side' | 'roles'>, command: string): boolean {
  const allowed = Object.hasOwn(RIGHTS, command) ? (RIGHTS[command] ?? []) : [];
  if (actor.side === 'system') return allowed.includes('system');
  return actor.roles.some((role) => allowed.includes(role) && (actor.side === 'vendor' || !isVendorRole(role)));
}
