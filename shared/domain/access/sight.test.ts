import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ticket } from '../tickets/entities.ts';
import { isNarrower, isSeen, sightChange, sightOf, sightSchema, type Sight } from './sight.ts';

const [MARIO, GIADA, ANNA, TENANT] = ['mario', 'giada', 'anna', 'rossi'];
const person = fc.constantFrom(MARIO, GIADA, ANNA);
const row = fc.record({ private: fc.boolean(), requesterId: person, contactId: person });
const sight = fc.constantFrom<Sight>(...sightSchema.options);

test('LST-08: administrators, technicians and the vendor see all; a plain user all that is not private, or their own, as the company chose', () => {
  for (const usersSeeAll of [true, false]) {
    expect(sightOf({ side: 'vendor', roles: ['operator'] }, usersSeeAll)).toBe('all');
    expect(sightOf({ side: 'system', roles: [] }, usersSeeAll)).toBe('all');
    for (const role of ['company_admin', 'company_technician'] as const) expect(sightOf({ side: 'customer', roles: ['user', role] }, usersSeeAll)).toBe('all');
    for (const roles of [['user'], ['crm_admin'], []] as const) expect(sightOf({ side: 'customer', roles }, usersSeeAll)).toBe(usersSeeAll ? 'open' : 'own');
  }
  // By the vendor's own role nobody of the customer's sees more (ACC-16).
  expect(sightOf({ side: 'customer', roles: ['operator'] }, true)).toBe('open');
});

test("LST-08: a private request is seen by its requester, its contact person and whoever sees all; without the company's all, so is any", () => {
  const seen = (values: { private: boolean }, sight: Sight, who: string) => isSeen(ticket, { requesterId: MARIO, contactId: GIADA, ...values }, sight, who);
  for (const sight of sightSchema.options) for (const who of [MARIO, GIADA]) expect(seen({ private: true }, sight, who)).toBe(true);
  expect(['all', 'open', 'own'].map((sight) => seen({ private: true }, sight as Sight, ANNA))).toEqual([true, false, false]);
  expect(['all', 'open', 'own'].map((sight) => seen({ private: false }, sight as Sight, ANNA))).toEqual([true, true, false]);
  expect(isSeen({}, {}, 'own', ANNA)).toBe(true);
});

test('LST-08: whoever sees a row no more is named by the change, and a row that somebody sees anew is said to be (property)', () => {
  fc.assert(
    fc.property(row, row, person, sight, (before, after, who, sight) => {
      const change = sightChange(ticket, before, after);
      const [saw, sees] = [isSeen(ticket, before, sight, who), isSeen(ticket, after, sight, who)];
      const told = change !== undefined && ((sight !== 'own' && change.lostByCompany) || change.lostBy.includes(who));
      if (saw && !sees) expect(told).toBe(true);
      if (!saw && sees) expect(change?.gained).toBe(true);
      // Who never saw it hears nothing of it.
      if (!saw) expect(told && sight !== 'all').toBe(false);
    }),
    { numRuns: 2000 },
  );
  expect(sightChange(ticket, { private: false, requesterId: MARIO, contactId: MARIO }, { private: false, requesterId: MARIO, contactId: MARIO, title: TENANT })).toBeUndefined();
});

test('a sight is narrower when rows must go', () => {
  const narrower = sightSchema.options.flatMap((before) => sightSchema.options.filter((sight) => isNarrower(sight, before)).map((sight) => `${before}→${sight}`));
  expect(narrower).toEqual(['all→open', 'all→own', 'open→own']);
});
