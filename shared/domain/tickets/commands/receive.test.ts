import { expect, test } from 'vitest';
import { company, membership } from '../../org/entities.ts';
import { plainOf } from '../../kernel/rich-text.ts';
import { message, ticket } from '../entities.ts';
import { replyInput } from '../example-inputs.ts';
import { SITE_WRITER } from '../site-writer.ts';
import { ctxOf, GIADA, MARIO, NICOLO, NOON, rossiWorld, SYSTEM, testId } from '../../memory-world.ts';

const ctx = ctxOf(SYSTEM, NOON);
const { tenant } = ctx;
const sent = (part: object = {}) => ({
  ticketId: testId(300), eventId: testId(301), title: 'Non parte la stampa', text: 'Da stamattina.\nAnche dopo il riavvio.', area: 'systems', name: 'Piera Passante', email: 'piera@example.com', phone: '', language: 'ru', ...part,
});
const refused = (code: string) => ({ kind: 'refused', refusal: { code } });

function openWorld() {
  const world = rossiWorld();
  world.run('company.change', { siteForm: true, siteOrigins: 'https://www.rossisrl.example' }, ctxOf(GIADA, NOON));
  return world;
}

test('TKT-01: what a stranger wrote in the site\'s form is a request of nobody\'s, and its chat says where it came from', () => {
  const world = openWorld();
  expect(world.run('ticket.receive', sent(), ctx)).toMatchObject({ kind: 'changes', notices: [{ template: 'site-received', to: ['piera@example.com'], facts: { company: 'ROSSI SRL', language: 'ru' } }] });
  const row = world.row(tenant, ticket, testId(300));
  expect(row).toMatchObject({ status: 'unassigned', priority: 'normal', private: false, requesterId: SITE_WRITER, requesterName: 'Piera Passante', contactId: SITE_WRITER, accountEmail: 'piera@example.com', plannedDays: 5 });
  expect(row && plainOf(row.description)).toBe('Da stamattina.\nAnche dopo il riavvio.');
  expect(world.row(tenant, message, testId(301))).toMatchObject({ ticketId: testId(300), authorSide: 'system', event: { code: 'from_site', facts: { name: 'Piera Passante', email: 'piera@example.com' } } });
});

test('TKT-01: of a member\'s address it is the member\'s, with the same line and the same mail; not of one who has left', () => {
  const world = openWorld();
  const decision = world.run('ticket.receive', sent({ email: 'Mario.ROSSI@rossisrl.example', name: 'Un impostore' }), ctx);
  expect(decision).toMatchObject({ notices: [{ template: 'site-received', to: ['Mario.ROSSI@rossisrl.example'] }] });
  expect(world.row(tenant, ticket, testId(300))).toMatchObject({ requesterId: MARIO.personId, requesterName: 'MARIO ROSSI', contactId: MARIO.personId, accountEmail: MARIO.email });
  expect(world.row(tenant, message, testId(301))).toMatchObject({ event: { facts: { name: 'Un impostore' } } });
  const left = openWorld();
  const mario = left.row(tenant, membership, MARIO.personId);
  if (mario) left.put(tenant, membership, { ...mario, active: false });
  left.run('ticket.receive', sent({ email: MARIO.email }), ctx);
  expect(left.row(tenant, ticket, testId(300))).toMatchObject({ requesterId: SITE_WRITER });
});

test('TKT-01: the form is off until an administrator switches it on; nobody but the cloud gives what came by it', () => {
  expect(rossiWorld().row(tenant, company, tenant)).toMatchObject({ siteForm: false, siteOrigins: '' });
  expect(rossiWorld().run('ticket.receive', sent(), ctx)).toMatchObject(refused('site_form.closed'));
  const world = openWorld();
  for (const actor of [MARIO, GIADA, NICOLO]) expect(world.run('ticket.receive', sent(), ctxOf(actor, NOON)), actor.name).toMatchObject(refused('right.missing'));
  expect(world.run('company.change', { siteForm: false }, ctxOf(MARIO, NOON))).toMatchObject(refused('right.missing'));
  expect(world.run('ticket.receive', sent({ name: ' ' }), ctx)).toMatchObject(refused('site_form.name_required'));
  expect(world.run('ticket.receive', sent({ title: '' }), ctx)).toMatchObject(refused('ticket.title.required'));
  expect(world.run('ticket.receive', sent({ text: '\n' }), ctx)).toMatchObject(refused('ticket.description.required'));
  expect(world.run('ticket.receive', sent({ text: 'x'.repeat(10_001) }), ctx)).toMatchObject(refused('input.invalid'));
});

test('TKT-01: only whole sites by name may show the form; none that would let others in', () => {
  const world = openWorld();
  const set = (siteOrigins: string) => world.run('company.change', { siteOrigins }, ctxOf(GIADA, NOON)).kind;
  expect([set(''), set('https://www.rossisrl.example https://shop.rossisrl.example:8443'), set('http://localhost:8080')]).toEqual(['changes', 'changes', 'changes']);
  for (const odd of ['*', 'https://*', 'http://www.rossisrl.example', 'https://a.example; script-src *', "https://a.example 'unsafe-inline'", 'https://a.example,https://b.example', 'data:', 'https:', 'https://a.example/']) expect(set(odd), odd).toBe('refused');
});

test('TKT-01: whoever has no desk gets the answer itself by mail; a member gets word of it', () => {
  for (const [email, template] of [['piera@example.com', 'site-replied'], [MARIO.email, 'ticket-replied']] as const) {
    const world = openWorld();
    world.run('ticket.receive', sent({ email }), ctx);
    const decision = world.run('ticket.reply', { ...replyInput(), ticketId: testId(300) }, ctxOf(NICOLO, NOON + 60_000));
    expect(decision).toMatchObject({ kind: 'changes', notices: [{ template, to: [email] }] });
    expect(JSON.stringify(decision.kind === 'changes' && decision.notices).includes('in autonomia')).toBe(template === 'site-replied');
  }
});

test('TKT-01, DET-10: a stranger whose request is merged reads that it is closed and how to write again, nothing of the other one', () => {
  const world = openWorld();
  const member = { ticketId: testId(310), eventId: testId(311), email: MARIO.email };
  world.run('ticket.receive', sent(), ctx);
  world.run('ticket.receive', sent({ ...member, title: 'Stampante di Mario' }), ctx);
  const merge = { eventId: testId(401), targetEventId: testId(402) };
  const decision = world.run('ticket.merge', { ...merge, ticketId: testId(300), targetId: testId(310) }, ctxOf(NICOLO, NOON + 1));
  expect(decision).toMatchObject({ notices: [{ template: 'site-merged', to: ['piera@example.com'] }] });
  expect(JSON.stringify(decision.kind === 'changes' ? decision.notices : [])).not.toContain('Mario');
});
