import * as z from 'zod';
import { changes, children, defineCommand, insert, patch, ref, refuse, undecided, type Ctx, type Decision, type Notice } from '../../kernel/command.ts';
import type { RowOf } from '../../kernel/entity.ts';
import { idSchema, type Id } from '../../kernel/ids.ts';
import { company, email, membership } from '../../org/entities.ts';
import { changedRoles, roleSchema } from '../../access/roles.ts';
import { invitation, INVITATION_LASTS, personName } from '../entities.ts';
import { moduleSchema, MODULES } from '../modules.ts';
import { kindOf, refuseVendorRoles } from '../role-rules.ts';

/** A second mail to the same address, by a second click, helps nobody. */
const SEND_AGAIN_AFTER = 60_000;
/** How often in a day an address is written to, again or anew: more of it only fills a stranger's mailbox. */
const MOST_IN_A_DAY = 5;
const DAY = 24 * 60 * 60_000;

/** When it was sent and until when it stands. By the time of arrival: one that waited offline has its whole time. */
function sentNow({ arrival }: Ctx) {
  return { state: 'pending' as const, expiresAt: arrival + INVITATION_LASTS, sentAt: arrival };
}

/** Rows know how often they were sent, and the last time only: one sent five times over weeks is sent once a day from there on. */
function refuseTooOften(invitations: readonly RowOf<typeof invitation>[], address: string, { arrival }: Ctx): Decision | undefined {
  const sent = invitations.filter((row) => row.email === address && arrival - row.sentAt < DAY).reduce((sum, { sends }) => sum + sends, 0);
  return sent >= MOST_IN_A_DAY ? refuse('invitation.too_often', 'state', { email: address }) : undefined;
}

/** ACC-01: the welcome, then the invitation. The cloud puts in what is secret, and leaves out what its reader does not need. */
function mailsFor(invitationId: Id, to: string): Notice[] {
  return ['welcome', 'invitation'].map((template) => ({ template, to: [to], facts: { invitationId } }));
}

/** ACC-08. An address is invited once at a time; what it was sent before and did not use is over then. */
export const inviteUser = defineCommand({
  name: 'invitation.create',
  area: 'org',
  schema: 1,
  input: z.strictObject({
    invitationId: idSchema, email, firstName: personName, lastName: personName, roles: z.array(roleSchema).min(1), modules: z.array(moduleSchema),
  }),
  reads: (_input, ctx) => ({
    // Locked first, so that two administrators who invite the same address come one after the other.
    company: ref(company, ctx.tenant),
    invitations: children(invitation, 'companyId', ctx.tenant),
    members: children(membership, 'companyId', ctx.tenant),
  }),
  decide: (found, input, ctx) => {
    const roles = changedRoles([], input.roles, []);
    const wrongRole = refuseVendorRoles(roles, kindOf(found.company, ctx), ctx);
    if (wrongRole) return wrongRole;
    // ACC-11: nobody but a person invites, unless the company lets people come by themselves.
    const open = found.company.state === 'row' && found.company.row.selfRegistration;
    if (ctx.actor.side === 'system' && (!open || roles.some((role) => role !== 'user'))) return refuse('registration.closed', 'right');
    if (found.members.state === 'unknown' || found.invitations.state === 'unknown') return undecided();
    const address = input.email.toLowerCase();
    if (found.members.rows.some((member) => member.active && member.email.toLowerCase() === address)) return refuse('invitation.member', 'state', { email: address });
    const before = found.invitations.rows.filter((row) => row.email === address);
    if (before.some((row) => row.state === 'pending' && row.expiresAt > ctx.arrival)) return refuse('invitation.pending', 'state', { email: address });
    const tooOften = refuseTooOften(before, address, ctx);
    if (tooOften) return tooOften;
    return changes(
      [
        ...before.filter(({ state }) => state !== 'accepted' && state !== 'revoked').map((row) => patch(invitation, row.id, { state: 'revoked' })),
        insert(invitation, input.invitationId, {
          companyId: ctx.tenant,
          email: address,
          firstName: input.firstName,
          lastName: input.lastName,
          roles,
          modules: MODULES.filter((module) => input.modules.includes(module)),
          invitedAt: ctx.now,
          invitedById: ctx.actor.personId,
          invitedByName: ctx.actor.name,
          sends: 1,
          ...sentNow(ctx),
        }),
      ],
      [],
      mailsFor(input.invitationId, address),
    );
  },
});

/** What cannot be sent or changed any more: who has come is a user now, what was withdrawn is invited anew. */
function refuseOver({ state, email: address }: RowOf<typeof invitation>): Decision | undefined {
  if (state === 'accepted') return refuse('invitation.accepted', 'state', { email: address });
  return state === 'revoked' ? refuse('invitation.revoked', 'state', { email: address }) : undefined;
}

const oneInvitation = z.strictObject({ invitationId: idSchema });

/** ACC-08: the mails once more, with all the time from the beginning. */
export const resendInvitation = defineCommand({
  name: 'invitation.resend',
  area: 'org',
  schema: 1,
  input: oneInvitation,
  reads: (input, ctx) => ({ invitation: ref(invitation, input.invitationId), invitations: children(invitation, 'companyId', ctx.tenant) }),
  decide: ({ invitation: found, invitations }, { invitationId: id }, ctx) => {
    if (found.state === 'unknown' || invitations.state === 'unknown') return undecided();
    if (found.state === 'absent') return refuse('invitation.unknown', 'state');
    const { row } = found;
    const gone = refuseOver(row);
    if (gone) return gone;
    if (ctx.arrival - row.sentAt < SEND_AGAIN_AFTER) return refuse('invitation.just_sent', 'state', { email: row.email });
    const tooOften = refuseTooOften(invitations.rows, row.email, ctx);
    if (tooOften) return tooOften;
    return changes([patch(invitation, id, { sends: row.sends + 1, ...sentNow(ctx) })], [], mailsFor(id, row.email));
  },
});

/** ACC-08, *Rimuovi utente invitato*. What was sent opens nothing any more. */
export const revokeInvitation = defineCommand({
  name: 'invitation.revoke',
  area: 'org',
  schema: 1,
  input: oneInvitation,
  reads: (input) => ({ invitation: ref(invitation, input.invitationId) }),
  decide: ({ invitation: found }, { invitationId: id }) => {
    if (found.state === 'unknown') return undecided();
    if (found.state === 'absent') return refuse('invitation.unknown', 'state');
    if (found.row.state === 'accepted') return refuse('invitation.accepted', 'state', { email: found.row.email });
    return changes([patch(invitation, id, { state: 'revoked' })]);
  },
});

/** ACC-08, *Ruoli assegnati* while invited, and the modules (SET-03). */
export const changeInvitation = defineCommand({
  name: 'invitation.change_roles',
  area: 'org',
  schema: 1,
  input: z.strictObject({
    invitationId: idSchema,
    add: z.array(roleSchema),
    remove: z.array(roleSchema),
    addModules: z.array(moduleSchema),
    removeModules: z.array(moduleSchema),
  }),
  reads: (input, ctx) => ({ invitation: ref(invitation, input.invitationId), company: ref(company, ctx.tenant) }),
  decide: (found, input, ctx) => {
    const wrongRole = refuseVendorRoles([...input.add, ...input.remove], kindOf(found.company, ctx), ctx);
    if (wrongRole) return wrongRole;
    if (found.invitation.state === 'unknown') return undecided();
    if (found.invitation.state === 'absent') return refuse('invitation.unknown', 'state');
    const { row } = found.invitation;
    const gone = refuseOver(row);
    if (gone) return gone;
    const roles = changedRoles(row.roles, input.add, input.remove);
    if (roles.length === 0) return refuse('membership.no_role', 'state', { name: row.email });
    const modules = MODULES.filter((module) => !input.removeModules.includes(module) && (row.modules.includes(module) || input.addModules.includes(module)));
    return changes([patch(invitation, row.id, { roles, modules })]);
  },
});
