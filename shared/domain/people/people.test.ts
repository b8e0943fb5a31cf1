import { expect, test } from 'vitest';
import { ctxOf, GIADA, MARIO, MemoryWorld, NICOLO, NOON, rossiWorld, SYSTEM, testId, VERONICA } from '../memory-world.ts';
import { company, membership } from '../org/entities.ts';
import type { Actor } from '../kernel/command.ts';
import { group, invitation, INVITATION_LASTS, moduleAccess } from './entities.ts';
import { accessAtFirst, MODULE_IDS, modulesOf } from './modules.ts';
import { companyCode } from './company-code.ts';

const ADDRESS = 'carla.bianchi@rossisrl.example';
const ctx = ctxOf(GIADA, NOON);
const { tenant } = ctx;
const [ID, AGAIN] = [testId(90), testId(91)];
const MINUTE = 60_000;
const asked = (more: object = {}) => ({ invitationId: ID, email: ADDRESS, firstName: 'Carla', lastName: 'Bianchi', roles: ['user'], modules: [], ...more });
const person = { id: testId(60), name: 'CARLA BIANCHI', firstName: 'Carla', lastName: 'Bianchi', email: ADDRESS, phone: '' };
const refused = (code: string) => ({ kind: 'refused', refusal: { code } });

test('ACC-01: an invitation waits fourteen days from its arrival and sends the welcome, then the invitation', () => {
  const world = rossiWorld();
  const mails = ['welcome', 'invitation'].map((template) => ({ template, to: [ADDRESS], facts: { invitationId: ID } }));
  expect(world.run('invitation.create', asked({ email: ' Carla.Bianchi@ROSSISRL.example ' }), ctxOf(GIADA, NOON, NOON + 5 * MINUTE))).toMatchObject({ kind: 'changes', notices: mails });
  expect(world.row(tenant, invitation, ID)).toMatchObject({ email: ADDRESS, state: 'pending', invitedAt: NOON, expiresAt: NOON + 5 * MINUTE + INVITATION_LASTS, sends: 1, invitedById: GIADA.personId });
});

test('ACC-08: an address is invited once: not again while it waits, not when it is a user; anew after it was withdrawn', () => {
  const world = rossiWorld();
  world.run('invitation.create', asked(), ctx);
  expect(world.run('invitation.create', asked({ email: ADDRESS.toUpperCase() }), ctx)).toMatchObject(refused('invitation.pending'));
  expect(world.run('invitation.create', asked({ email: 'Mario.Rossi@rossisrl.example' }), ctx)).toMatchObject(refused('invitation.member'));
  expect(world.run('invitation.revoke', { invitationId: ID }, ctx).kind).toBe('changes');
  expect(world.run('invitation.create', asked({ invitationId: AGAIN, roles: ['company_technician'] }), ctx).kind).toBe('changes');
  expect(world.rows(tenant, invitation)).toMatchObject([{ id: ID, state: 'revoked' }, { id: AGAIN, state: 'pending', roles: ['company_technician'] }]);
  expect(world.run('invitation.create', asked({ roles: [] }), ctx)).toMatchObject(refused('input.invalid'));
});

test('ACC-08: an address is written to five times in a day, by sending again or by withdrawing and inviting anew, and again a day later', () => {
  const world = rossiWorld();
  const DAY = 24 * 60 * MINUTE;
  const give = (name: string, at: number, input: object = { invitationId: ID }) => world.run(name, input, ctxOf(GIADA, at));
  world.run('invitation.create', asked(), ctx);
  for (const nth of [1, 2]) expect(give('invitation.resend', NOON + nth * MINUTE).kind).toBe('changes');
  give('invitation.revoke', NOON + 3 * MINUTE);
  expect(give('invitation.create', NOON + 4 * MINUTE, asked({ invitationId: AGAIN })).kind).toBe('changes');
  const again = { invitationId: AGAIN };
  expect(give('invitation.resend', NOON + 5 * MINUTE, again).kind).toBe('changes');
  // Five by now. Others' invitations are not counted.
  expect(give('invitation.resend', NOON + 6 * MINUTE, again)).toMatchObject(refused('invitation.too_often'));
  expect(give('invitation.create', NOON + 6 * MINUTE, asked({ invitationId: testId(92), email: 'altra@rossisrl.example' })).kind).toBe('changes');
  give('invitation.revoke', NOON + 7 * MINUTE, again);
  const anew = asked({ invitationId: testId(93) });
  expect(give('invitation.create', NOON + 2 * MINUTE + DAY - 1, anew)).toMatchObject(refused('invitation.too_often'));
  expect(give('invitation.create', NOON + 2 * MINUTE + DAY, anew).kind).toBe('changes');
});

test('ACC-08: an invitation that was sent five times is sent once a day from there on', () => {
  const world = rossiWorld();
  const DAY = 24 * 60 * MINUTE;
  const resend = (at: number) => world.run('invitation.resend', { invitationId: ID }, ctxOf(GIADA, at));
  world.run('invitation.create', asked(), ctx);
  for (const days of [1, 2, 3, 4, 5]) expect(resend(NOON + days * DAY).kind).toBe('changes');
  expect(resend(NOON + 6 * DAY - 1)).toMatchObject(refused('invitation.too_often'));
  expect(resend(NOON + 6 * DAY).kind).toBe('changes');
});

test('ACC-08: it is sent again with all its time, but not twice in a minute, and not when it is withdrawn or accepted', () => {
  const world = rossiWorld();
  world.run('invitation.create', asked(), ctx);
  const later = NOON + INVITATION_LASTS + MINUTE;
  expect(world.run('invitation.resend', { invitationId: ID }, ctxOf(GIADA, NOON + MINUTE - 1))).toMatchObject(refused('invitation.just_sent'));
  world.run('invitation.expire', { invitationId: ID }, ctxOf(SYSTEM, later));
  expect(world.row(tenant, invitation, ID)?.state).toBe('expired');
  expect(world.run('invitation.resend', { invitationId: ID }, ctxOf(GIADA, later))).toMatchObject({ kind: 'changes', notices: [{ template: 'welcome' }, { template: 'invitation' }] });
  expect(world.row(tenant, invitation, ID)).toMatchObject({ state: 'pending', expiresAt: later + INVITATION_LASTS, sends: 2, invitedAt: NOON });
  world.run('invitation.expire', { invitationId: ID }, ctxOf(SYSTEM, later + INVITATION_LASTS));
  world.run('invitation.create', asked({ invitationId: AGAIN }), ctxOf(GIADA, later + INVITATION_LASTS));
  expect(world.rows(tenant, invitation).map(({ state }) => state)).toEqual(['revoked', 'pending']);
  expect(world.run('invitation.resend', { invitationId: ID }, ctxOf(GIADA, later + MINUTE))).toMatchObject(refused('invitation.revoked'));
});

test('ACC-01: nothing but its time ends an invitation by itself', () => {
  const world = rossiWorld();
  world.run('invitation.create', asked(), ctx);
  expect(world.run('invitation.expire', { invitationId: ID }, ctxOf(SYSTEM, NOON + INVITATION_LASTS - 1))).toMatchObject(refused('invitation.over'));
  expect(world.run('invitation.accept', { invitationId: ID, person }, ctxOf(SYSTEM, NOON + INVITATION_LASTS))).toMatchObject(refused('invitation.over'));
  expect(world.run('invitation.expire', { invitationId: ID }, ctxOf(SYSTEM, NOON + INVITATION_LASTS)).kind).toBe('changes');
});

test('ACC-06, ACC-08: who accepts is a user with the roles and modules that were given while invited', () => {
  const world = rossiWorld();
  world.run('module.set_access', { module: 'crm', enabled: true, everyone: false }, ctx);
  world.run('invitation.create', asked({ modules: ['crm'] }), ctx);
  world.run('invitation.change_roles', { invitationId: ID, add: ['company_technician'], remove: ['user'], addModules: [], removeModules: [] }, ctx);
  expect(world.run('invitation.accept', { invitationId: ID, person }, ctxOf(SYSTEM, NOON + MINUTE)).kind).toBe('changes');
  expect(world.row(tenant, membership, person.id)).toMatchObject({ roles: ['company_technician'], active: true, activeSince: NOON + MINUTE, companyId: tenant, firstName: 'Carla' });
  expect(world.row(tenant, moduleAccess, MODULE_IDS.crm)).toMatchObject({ personIds: [person.id] });
  for (const again of ['invitation.accept', 'invitation.decline']) {
    expect(world.run(again, again === 'invitation.accept' ? { invitationId: ID, person } : { invitationId: ID }, ctxOf(SYSTEM, NOON + MINUTE))).toMatchObject(refused('invitation.over'));
  }
  expect(world.run('invitation.revoke', { invitationId: ID }, ctx)).toMatchObject(refused('invitation.accepted'));
  expect(world.run('invitation.change_roles', { invitationId: ID, add: ['company_admin'], remove: [], addModules: [], removeModules: [] }, ctx)).toMatchObject(refused('invitation.accepted'));
});

test('ACC-06: an invitation that was withdrawn or declined opens nothing', () => {
  const world = rossiWorld();
  world.run('invitation.create', asked(), ctx);
  world.run('invitation.decline', { invitationId: ID }, ctxOf(SYSTEM, NOON));
  expect(world.row(tenant, invitation, ID)?.state).toBe('declined');
  expect(world.run('invitation.accept', { invitationId: ID, person }, ctxOf(SYSTEM, NOON))).toMatchObject(refused('invitation.over'));
  expect(world.rows(tenant, membership)).toHaveLength(2);
});

test('ACC-09: the last administrator keeps the role and the seat; with a second one either may go', () => {
  const world = rossiWorld();
  const roles = (personId: string, add: string[], remove: string[], actor: Actor = GIADA) => world.run('membership.change_roles', { personId, add, remove }, ctxOf(actor, NOON));
  expect(roles(GIADA.personId, ['user'], ['company_admin'])).toMatchObject(refused('membership.last_admin'));
  expect(world.run('membership.remove', { personId: GIADA.personId }, ctx)).toMatchObject(refused('membership.last_admin'));
  expect(roles(GIADA.personId, ['user'], []).kind).toBe('changes');
  expect(roles(MARIO.personId, ['company_admin'], []).kind).toBe('changes');
  expect(roles(GIADA.personId, [], ['company_admin']).kind).toBe('changes');
  expect(roles(MARIO.personId, [], ['company_admin'], { ...MARIO, roles: ['company_admin'] })).toMatchObject(refused('membership.last_admin'));
  // One that is no longer active does not count.
  roles(GIADA.personId, ['company_admin'], [], { ...MARIO, roles: ['company_admin'] });
  world.run('membership.remove', { personId: GIADA.personId }, ctxOf({ ...MARIO, roles: ['company_admin'] }, NOON));
  expect(roles(MARIO.personId, [], ['company_admin'], { ...MARIO, roles: ['company_admin'] })).toMatchObject(refused('membership.last_admin'));
});

test('ACC-08: nobody is left without a role, and a stranger has none to change', () => {
  const world = rossiWorld();
  expect(world.run('membership.change_roles', { personId: MARIO.personId, add: [], remove: ['user'] }, ctx)).toMatchObject(refused('membership.no_role'));
  expect(world.run('membership.change_roles', { personId: testId(99), add: ['user'], remove: [] }, ctx)).toMatchObject(refused('membership.unknown'));
  world.run('invitation.create', asked(), ctx);
  expect(world.run('invitation.change_roles', { invitationId: ID, add: [], remove: ['user'], addModules: [], removeModules: [] }, ctx)).toMatchObject(refused('membership.no_role'));
});

test("ACC-16: a company's administrator gives none of the vendor's roles: not to a user, not in an invitation, not by accepting", () => {
  const world = rossiWorld();
  for (const role of ['operator', 'certificate_officer', 'vendor_admin']) {
    const vendorRole = { kind: 'refused', refusal: { code: 'membership.vendor_role', why: 'right', facts: { role } } };
    expect(world.run('membership.change_roles', { personId: MARIO.personId, add: [role], remove: [] }, ctx)).toMatchObject(vendorRole);
    expect(world.run('invitation.create', asked({ invitationId: AGAIN, roles: ['user', role] }), ctx)).toMatchObject(vendorRole);
    world.put(tenant, invitation, { id: ID, rev: 1, companyId: tenant, email: ADDRESS, firstName: '', lastName: '', roles: ['user', role as 'operator'], modules: [], invitedAt: NOON, invitedById: GIADA.personId, invitedByName: '', expiresAt: NOON + MINUTE, state: 'pending', sentAt: NOON, sends: 1 });
    expect(world.run('invitation.change_roles', { invitationId: ID, add: [role], remove: [], addModules: [], removeModules: [] }, ctx)).toMatchObject(vendorRole);
    expect(world.run('invitation.accept', { invitationId: ID, person }, ctxOf(SYSTEM, NOON))).toMatchObject(vendorRole);
  }
});

test("ACC-16: in the vendor's own company they are its administrator's to give and to take, and nobody else's", () => {
  const world = new MemoryWorld();
  const system = ctxOf(SYSTEM, NOON);
  world.run('company.publish', { id: tenant, values: { name: 'NTS ASSISTENZA', vatNumber: '', kind: 'vendor' } }, system);
  for (const { personId, name, email, roles } of [NICOLO, VERONICA]) world.run('membership.publish', { id: personId, values: { name, email, phone: '', roles: [...roles], activeSince: NOON, active: true } }, system);
  const boss = ctxOf(VERONICA, NOON);
  const clerk = ctxOf({ ...NICOLO, roles: ['company_admin'] }, NOON);
  expect(world.run('membership.change_roles', { personId: NICOLO.personId, add: ['certificate_officer'], remove: [] }, clerk)).toMatchObject(refused('membership.vendor_role'));
  expect(world.run('membership.remove', { personId: VERONICA.personId }, clerk)).toMatchObject(refused('membership.vendor_role'));
  expect(world.run('membership.change_roles', { personId: NICOLO.personId, add: ['certificate_officer'], remove: [] }, boss).kind).toBe('changes');
  expect(world.run('membership.change_roles', { personId: VERONICA.personId, add: [], remove: ['vendor_admin'] }, boss)).toMatchObject(refused('membership.last_admin'));
  expect(world.run('membership.remove', { personId: NICOLO.personId }, boss).kind).toBe('changes');
});

test('SET-03: a module is switched off, given to everybody, or to people and groups; an administrator has what is on', () => {
  const world = rossiWorld();
  const office = testId(70);
  const modules = (who: { personId: string; roles: readonly string[] }) => {
    const accesses = new Map(world.rows(tenant, moduleAccess).map((row) => [row.module, row]));
    return modulesOf({ id: who.personId, roles: who.roles as Actor['roles'] }, accesses, world.rows(tenant, group));
  };
  const set = (change: object) => expect(world.run('module.set_access', change, ctx).kind).toBe('changes');
  expect([modules(MARIO), modules(GIADA)]).toEqual([['support'], ['support']]);
  set({ module: 'support', everyone: false });
  expect([modules(MARIO), modules(GIADA)]).toEqual([[], ['support']]);
  set({ module: 'support', addPeople: [MARIO.personId] });
  expect(modules(MARIO)).toEqual(['support']);
  set({ module: 'support', removePeople: [MARIO.personId] });
  world.run('group.create', { groupId: office, name: 'Ufficio', memberIds: [MARIO.personId] }, ctx);
  set({ module: 'support', addGroups: [office] });
  expect(modules(MARIO)).toEqual(['support']);
  world.run('group.change', { groupId: office, remove: [MARIO.personId] }, ctx);
  expect(modules(MARIO)).toEqual([]);
  set({ module: 'support', enabled: false, everyone: true });
  expect([modules(MARIO), modules(GIADA)]).toEqual([[], []]);
  set({ module: 'crm', enabled: true });
  expect(modules(MARIO)).toEqual(['crm']);
});

test('SET-03, SET-04: a group has people of the company alone, goes only while no module is given by it, and comes back', () => {
  const world = rossiWorld();
  const office = testId(70);
  expect(world.run('group.create', { groupId: office, name: 'Ufficio', memberIds: [testId(99)] }, ctx)).toMatchObject(refused('membership.unknown'));
  world.run('group.create', { groupId: office, name: ' Ufficio  acquisti ', memberIds: [MARIO.personId, MARIO.personId] }, ctx);
  expect(world.row(tenant, group, office)).toMatchObject({ name: 'Ufficio acquisti', memberIds: [MARIO.personId] });
  world.run('module.set_access', { module: 'support', everyone: false, addGroups: [office] }, ctx);
  expect(world.run('group.remove', { groupId: office }, ctx)).toMatchObject({ refusal: { code: 'group.in_use', facts: { name: 'Ufficio acquisti', module: 'support' } } });
  world.run('module.set_access', { module: 'support', everyone: true }, ctx);
  expect(world.run('group.remove', { groupId: office }, ctx).kind).toBe('changes');
  expect(world.run('group.change', { groupId: office, name: 'X' }, ctx)).toMatchObject(refused('group.unknown'));
  expect(world.run('group.restore', { groupId: office }, ctx).kind).toBe('changes');
  expect(world.row(tenant, group, office)).toMatchObject({ active: true, memberIds: [MARIO.personId] });
});

test('ACC-08: who is removed leaves every group and module; invited again, the person has what that invitation gives', () => {
  const world = rossiWorld();
  const office = testId(70);
  world.run('group.create', { groupId: office, name: 'Ufficio', memberIds: [MARIO.personId] }, ctx);
  world.run('module.set_access', { module: 'crm', enabled: true, everyone: false, addPeople: [MARIO.personId] }, ctx);
  expect(world.run('membership.remove', { personId: MARIO.personId }, ctx).kind).toBe('changes');
  expect([world.row(tenant, group, office)?.memberIds, world.row(tenant, moduleAccess, MODULE_IDS.crm)?.personIds]).toEqual([[], []]);
  expect(world.run('membership.remove', { personId: MARIO.personId }, ctx)).toMatchObject(refused('membership.unknown'));
  world.run('invitation.create', asked({ email: MARIO.email, roles: ['crm_user'] }), ctx);
  world.run('invitation.accept', { invitationId: ID, person: { ...person, id: MARIO.personId, email: MARIO.email } }, ctxOf(SYSTEM, NOON + MINUTE));
  expect(world.row(tenant, membership, MARIO.personId)).toMatchObject({ active: true, roles: ['crm_user'], activeSince: NOON + MINUTE });
});

test('ACC-11: people register by themselves only where the company lets them, and then as users', () => {
  const world = rossiWorld();
  const register = (roles: string[]) => world.run('invitation.create', asked({ roles }), ctxOf(SYSTEM, NOON));
  expect(register(['user'])).toMatchObject(refused('registration.closed'));
  expect(world.run('company.change', { supportDays: 0 }, ctx)).toMatchObject(refused('input.invalid'));
  expect(world.run('company.change', { selfRegistration: true, supportDays: 30 }, ctx).kind).toBe('changes');
  expect(register(['company_admin'])).toMatchObject(refused('registration.closed'));
  expect(register(['user']).kind).toBe('changes');
});

test('ACC-08: name and VAT number are the company\'s own; what is published keeps its settings', () => {
  const world = rossiWorld();
  world.run('company.change', { name: 'ROSSI  SPA', selfRegistration: true }, ctx);
  expect(world.row(tenant, company, tenant)).toMatchObject({ name: 'ROSSI SPA', vatNumber: '07424520729', selfRegistration: true });
  world.run('company.publish', { id: tenant, values: { name: 'ROSSI SPA', vatNumber: '1', kind: 'customer' } }, ctxOf(SYSTEM, NOON));
  expect(world.row(tenant, company, tenant)).toMatchObject({ vatNumber: '1', selfRegistration: true });
  expect(companyCode(tenant)).toMatch(/^[0-9A-F]{4}-[0-9A-F]{4}-[0-9A-F]{4}$/);
  expect(accessAtFirst('support')).toMatchObject({ enabled: true, everyone: true });
});

test('ACC-09: only an administrator enables others', () => {
  const world = rossiWorld();
  const technician: Actor = { ...MARIO, roles: ['company_technician', 'crm_admin'] };
  const inputs: Record<string, object> = {
    'invitation.create': asked(), 'membership.change_roles': { personId: MARIO.personId, add: ['company_admin'], remove: [] }, 'membership.remove': { personId: GIADA.personId },
    'group.create': { groupId: testId(70), name: 'X', memberIds: [] }, 'module.set_access': { module: 'crm', enabled: true }, 'company.change': { name: 'X' }, 'invitation.revoke': { invitationId: ID },
  };
  for (const [name, input] of Object.entries(inputs)) expect(world.run(name, input, ctxOf(technician, NOON)), name).toMatchObject(refused('right.missing'));
});
