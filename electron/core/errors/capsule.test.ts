import { expect, test } from 'vitest';
import { capsuleSchema } from '#shared/domain/tickets/entities.ts';
import { revealed } from '#shared/domain/tickets/capsule.ts';
import { CAPSULE_LIMIT } from '#shared/domain/tickets/values.ts';
import { buildCapsule, type CapsuleFacts } from './capsule.ts';
import { describeMachine } from './machine.ts';

const facts: CapsuleFacts = { version: '0.1.0', build: 'test', database: 'SQLite 3', machine: describeMachine(), steps: [], log: [] };
const error = { code: 'unexpected', summary: 'Salvataggio fallito', screen: 'Elenco', record: '#1453', at: 1_762_164_672_000 };

test('TKT-03: the capsule says program, version, system, architecture, database, hardware and when', () => {
  const { capsule } = buildCapsule(error, facts);
  expect(capsuleSchema.parse(capsule)).toEqual(capsule);
  expect(capsule).toMatchObject({ program: 'Sportello', programVersion: '0.1.0', database: 'SQLite 3', at: error.at, redactions: 0 });
  expect(capsule.system).not.toBe('');
  expect(capsule.hardware).toMatch(/GiB/);
});

test('TKT-03: every part is redacted and the redactions are counted', () => {
  const { capsule, hidden } = buildCapsule(
    { ...error, summary: 'mario.rossi@rossisrl.example', record: 'RSSMRA80A01H501U', screen: 'P. IVA 07424520729' },
    { ...facts, steps: ['Apre giada.belli@rossisrl.example'], log: [{ at: 0, level: 'warn', text: 'IBAN IT60X0542811101000000123456' }] },
  );
  const text = JSON.stringify(capsule);
  for (const secret of ['mario.rossi', 'RSSMRA80A01H501U', '07424520729', 'giada.belli', 'IT60X0542811101000000123456']) expect(text).not.toContain(secret);
  expect(capsule.redactions).toBe(5);
  expect(hidden.map(({ label }) => label).toSorted()).toEqual(['‹codice fiscale 1›', '‹e-mail 1›', '‹e-mail 2›', '‹iban 1›', '‹partita iva 1›']);
});

test('TKT-03: a long log is cut from its oldest end and the capsule still fits', () => {
  const log = Array.from({ length: 200 }, (_, index) => ({ at: index, level: 'error' as const, text: `${index} ${'x, '.repeat(400)}` }));
  const { capsule } = buildCapsule(error, { ...facts, log, steps: Array.from({ length: 50 }, () => 'passo '.repeat(60)) });
  expect(JSON.stringify(capsule).length).toBeLessThanOrEqual(CAPSULE_LIMIT);
  expect(capsule.log.length).toBeGreaterThan(0);
  expect(capsule.log.at(-1)).toContain('199 ');
});

test('TKT-03: the same value has the same label everywhere, and each can be put back by itself', () => {
  const summary = 'mario.rossi@rossisrl.example scrive a giada.belli@rossisrl.example';
  const { capsule, hidden } = buildCapsule({ ...error, summary }, { ...facts, steps: ['Apre mario.rossi@rossisrl.example'] });
  expect(capsule.summary).toBe('‹e-mail 1› scrive a ‹e-mail 2›');
  expect(capsule.steps).toEqual(['Apre ‹e-mail 1›']);
  const open = revealed(capsule, hidden, ['‹e-mail 1›']);
  expect(open.summary).toBe('mario.rossi@rossisrl.example scrive a ‹e-mail 2›');
  expect(open.steps).toEqual(['Apre mario.rossi@rossisrl.example']);
  expect([capsule.redactions, open.redactions]).toEqual([3, 1]);
  expect(revealed(capsule, hidden, [])).toEqual(capsule);
  expect(revealed(capsule, hidden, ['‹e-mail 9›'])).toEqual(capsule);
});

test('TKT-03: what is put back never makes the capsule longer than it may be', () => {
  const long = `a${'b'.repeat(200)}1@${'c'.repeat(60)}.it`.slice(150);
  const { capsule, hidden } = buildCapsule({ ...error, summary: `${long} `.repeat(15) }, { ...facts, steps: Array.from({ length: 50 }, () => `${long} e ${long}`) });
  expect(capsuleSchema.safeParse(revealed(capsule, hidden, hidden.map(({ label }) => label))).success).toBe(true);
});

test('OFF-06: about another program it says that program’s name, version and log, and nothing of what was done here', () => {
  const knock = { ...error, program: 'Magazzino', programVersion: '23.0.0.69', log: ['10:02 stampa', 'utente luca@rossisrl.example'] };
  const { capsule } = buildCapsule(knock, { ...facts, steps: ['Apre #1453'], log: [{ at: 0, level: 'warn', text: 'cloud.timeout' }] });
  expect(capsule).toMatchObject({ program: 'Magazzino', programVersion: '23.0.0.69', fileVersion: '', database: '', steps: [], log: ['10:02 stampa', 'utente ‹e-mail 1›'] });
  expect(capsule.system).not.toBe('');
});
