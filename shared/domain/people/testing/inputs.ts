import fc from 'fast-check';
import type { Id } from '../../kernel/ids.ts';
import { roleSchema } from '../../access/roles.ts';
import { GIADA, MARIO, NICOLO, NOON, testId, type MemoryWorld } from '../../memory-world.ts';
import { group, invitation, INVITATION_LASTS, moduleAccess, portrait } from '../entities.ts';
import { MODULE_IDS, MODULES } from '../modules.ts';

/* What the tests of every command ask with: inputs of people's rights, and the rows that they meet. */

export const INVITED = 'carla.bianchi@rossisrl.example';
export const INVITATION = testId(810);
export const OFFICE = testId(800);

const roles = fc.subarray([...roleSchema.options], { maxLength: 3 });
const modules = fc.subarray([...MODULES]);
const person = fc.constantFrom(MARIO.personId, GIADA.personId, NICOLO.personId, testId(99));
const people = fc.uniqueArray(person, { maxLength: 3 });
const groups = fc.subarray([OFFICE, testId(801)]);
const oneInvitation = fc.record({ invitationId: fc.constantFrom(INVITATION, testId(98)) });
const oneGroup = fc.record({ groupId: fc.constantFrom(OFFICE, testId(801)) });

export const PEOPLE_INPUTS: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  'invitation.create': fc.record({ invitationId: fc.constant(testId(811)), email: fc.constantFrom(INVITED, 'Nuova.Persona@rossisrl.example', MARIO.email), firstName: fc.constantFrom('', 'Carla'), lastName: fc.constant(''), roles, modules }),
  'invitation.resend': oneInvitation,
  'invitation.revoke': oneInvitation,
  'invitation.decline': oneInvitation,
  'invitation.expire': oneInvitation,
  'invitation.change_roles': fc.record({ add: roles, remove: roles, addModules: modules, removeModules: modules, invitation: oneInvitation }).map(({ invitation: one, ...rest }) => ({ ...one, ...rest })),
  'invitation.accept': fc.record({
    invitation: oneInvitation,
    person: fc.record({ id: person, name: fc.constant('CARLA BIANCHI'), firstName: fc.constant('CARLA'), lastName: fc.constant('BIANCHI'), email: fc.constant(INVITED), phone: fc.constant('') }),
  }).map(({ invitation: one, person: who }) => ({ ...one, person: who })),
  'membership.change_roles': fc.record({ personId: person, add: roles, remove: roles }),
  'membership.remove': fc.record({ personId: person }),
  'group.create': fc.record({ groupId: fc.constant(testId(802)), name: fc.constant('Magazzino'), memberIds: people }),
  'group.change': fc.record({ group: oneGroup, name: fc.constant('Ufficio'), add: people, remove: people }).map(({ group: one, ...rest }) => ({ ...one, ...rest })),
  'group.remove': oneGroup,
  'group.restore': oneGroup,
  'module.set_access': fc.record(
    { module: fc.constantFrom(...MODULES), enabled: fc.boolean(), everyone: fc.boolean(), addGroups: groups, removeGroups: groups, addPeople: people, removePeople: people },
    { requiredKeys: ['module'] },
  ),
  'company.change': fc.record({ name: fc.constant('ROSSI SPA'), vatNumber: fc.constant('07424520729'), selfRegistration: fc.boolean(), supportDays: fc.constantFrom(1, 365), siteForm: fc.boolean(), siteOrigins: fc.constantFrom('', 'https://www.rossisrl.example') }, { requiredKeys: [] }),
  'portrait.publish': fc.record({ id: person, jpeg: fc.constantFrom(null, '/9j/4AAQ') }),
};

/** An invitation that waits, a group, and two modules that are not everybody's. */
export function peopleIn(world: MemoryWorld, tenant: Id): void {
  world.put(tenant, invitation, {
    id: INVITATION, rev: 1, companyId: tenant, email: INVITED, firstName: 'CARLA', lastName: 'BIANCHI', roles: ['user'], modules: ['crm'], invitedAt: NOON,
    invitedById: GIADA.personId, invitedByName: GIADA.name, expiresAt: NOON + INVITATION_LASTS, state: 'pending', sentAt: NOON, sends: 1,
  });
  world.put(tenant, group, { id: OFFICE, rev: 1, companyId: tenant, name: 'Ufficio acquisti', memberIds: [MARIO.personId], active: true });
  world.put(tenant, moduleAccess, { id: MODULE_IDS.support, rev: 1, module: 'support', enabled: true, everyone: false, groupIds: [OFFICE], personIds: [MARIO.personId] });
  world.put(tenant, moduleAccess, { id: MODULE_IDS.crm, rev: 1, module: 'crm', enabled: true, everyone: false, groupIds: [], personIds: [] });
  world.put(tenant, portrait, { id: MARIO.personId, rev: 1, jpeg: '/9j/4AAQ' });
}
