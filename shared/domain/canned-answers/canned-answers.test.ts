import { expect, test } from 'vitest';
import { plainOf, richTextOf } from '../kernel/rich-text.ts';
import { company } from '../org/entities.ts';
import { ctxOf, NICOLO, NOON, rossiWorld, testId } from '../memory-world.ts';
import { cannedAnswer } from './canned-answers.ts';
import { fillIn } from './fill-in.ts';

const ID = testId(1);
const { tenant } = ctxOf(NICOLO, NOON);
const input = (part: object = {}) => ({ id: ID, title: 'Saluti', body: richTextOf('Buongiorno {nome}'), ...part });

/** The vendor's own company. */
function vendorWorld() {
  const world = rossiWorld();
  world.put(tenant, company, { id: tenant, rev: 1, name: 'NTS', vatNumber: '', kind: 'vendor', selfRegistration: false, supportDays: 365, siteForm: false, siteOrigins: '' });
  return world;
}

test('DET-10: an answer is written, changed, put away and taken out again', () => {
  const world = vendorWorld();
  const give = (name: string, what: object, at: number) => expect(world.run(name, what, ctxOf(NICOLO, at)).kind, name).toBe('changes');
  give('canned_answer.create', input(), NOON);
  give('canned_answer.change', { id: ID, title: 'Saluti iniziali', body: null }, NOON + 1);
  give('canned_answer.archive', { id: ID, archived: true }, NOON + 2);
  expect(world.row(tenant, cannedAnswer, ID)).toMatchObject({ title: 'Saluti iniziali', body: richTextOf('Buongiorno {nome}'), archived: true, changedAt: NOON + 2 });
  give('canned_answer.archive', { id: ID, archived: false }, NOON + 3);
});

test('DET-10: title and text are required, the answer must be there, and it is the vendor\'s company\'s', () => {
  const world = vendorWorld();
  const said = (name: string, what: object, of = world) => of.run(name, what, ctxOf(NICOLO, NOON));
  expect(said('canned_answer.create', input({ title: ' ' }))).toMatchObject({ refusal: { code: 'canned_answer.title_required' } });
  expect(said('canned_answer.create', input({ body: richTextOf(' ') }))).toMatchObject({ refusal: { code: 'canned_answer.text_required' } });
  expect(said('canned_answer.change', { id: ID, title: 'x', body: null })).toMatchObject({ refusal: { code: 'canned_answer.unknown' } });
  expect(said('canned_answer.archive', { id: ID, archived: true })).toMatchObject({ refusal: { code: 'canned_answer.unknown' } });
  expect(said('canned_answer.create', input(), rossiWorld())).toMatchObject({ refusal: { code: 'canned_answer.vendor_only', why: 'right' } });
});

test('DET-10: blanks are filled in whatever the language they are typed in; what nobody knows stays', () => {
  const words = { name: 'MARIO ROSSI', number: '', title: 'Nota di accredito', operator: 'N. RUGGERI' };
  const filled = fillIn(richTextOf('Buongiorno {nome}, { Name }, {Имя}: #{numero} «{titolo}»\n{operator} {altro} {constructor}'), words);
  expect(plainOf(filled).trim()).toBe('Buongiorno MARIO ROSSI, MARIO ROSSI, MARIO ROSSI: #{numero} «Nota di accredito»\nN. RUGGERI {altro} {constructor}');
  expect(plainOf(fillIn(richTextOf('#{number}'), { ...words, number: '1472' })).trim()).toBe('#1472');
});
