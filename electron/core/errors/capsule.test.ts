import { expect, test } from 'vitest';
import { capsuleSchema } from '#shared/domain/tickets/entities.ts';
import { CAPSULE_LIMIT } from '#shared/domain/tickets/values.ts';
import { buildCapsule, type CapsuleFacts } from './capsule.ts';
import { describeMachine } from './machine.ts';

const facts: CapsuleFacts = { version: '0.1.0', build: 'test', database: 'SQLite 3', machine: describeMachine(), steps: [], log: [] };
const error = { code: 'unexpected', summary: 'Salvataggio fallito', screen: 'Elenco', record: '#1453', at: 1_762_164_672_000 };

test('TKT-03: the capsule says program, version, system, architecture, database, hardware and when', () => {
  const capsule = buildCapsule(error, facts);
  expect(capsuleSchema.parse(capsule)).toEqual(capsule);
  expect(capsule).toMatchObject({ program: 'Sportello', programVersion: '0.1.0', database: 'SQLite 3', at: error.at, redactions: 0 });
  expect(capsule.system).not.toBe('');
  expect(capsule.hardware).toMatch(/GiB/);
});

test('TKT-03: every part is redacted and the redactions are counted', () => {
  const capsule = buildCapsule(
    { ...error, summary: 'mario.rossi@rossisrl.example', record: 'RSSMRA80A01H501U', screen: 'P. IVA 07424520729' },
    { ...facts, steps: ['Apre giada.belli@rossisrl.example'], log: [{ at: 0, level: 'warn', text: 'IBAN IT60X0542811101000000123456' }] },
  );
  const text = JSON.stringify(capsule);
  for (const secret of ['mario.rossi', 'RSSMRA80A01H501U', '07424520729', 'giada.belli', 'IT60X0542811101000000123456']) expect(text).not.toContain(secret);
  expect(capsule.redactions).toBe(5);
});

test('TKT-03: a long log is cut from its oldest end and the capsule still fits', () => {
  const log = Array.from({ length: 200 }, (_, index) => ({ at: index, level: 'error' as const, text: `${index} ${'x, '.repeat(400)}` }));
  const capsule = buildCapsule(error, { ...facts, log, steps: Array.from({ length: 50 }, () => 'passo '.repeat(60)) });
  expect(JSON.stringify(capsule).length).toBeLessThanOrEqual(CAPSULE_LIMIT);
  expect(capsule.log.length).toBeGreaterThan(0);
  expect(capsule.log.at(-1)).toContain('199 ');
});
