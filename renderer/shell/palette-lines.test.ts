import { expect, test } from 'vitest';
import type { SearchHit } from '#shared/rpc/contract.ts';
import type { ScreenCommand } from '../state/commands.ts';
import { excerptParts } from './excerpt-parts.ts';
import { paletteLines } from './palette-lines.ts';

const command = (id: string, label: string, more: Partial<ScreenCommand> = {}): ScreenCommand => ({ id, label, icon: 'list', run: () => undefined, ...more });
const hit = (ticketId: string, entity: SearchHit['entity'] = 'ticket'): SearchHit => ({ entity, tenant: 't', ticketId, number: 1472, title: 'Nota', excerpt: '', status: 'closed' });
const COMMANDS = [command('new', 'Nuova richiesta'), command('contact', 'Contatta l’assistenza'), command('city', 'Città'), command('off', 'Nuova nota', { enabled: false })];

test('commands are found by the beginnings of their words, without accents', () => {
  expect(paletteLines('nuo ric', COMMANDS, []).map((line) => line.id)).toEqual(['command:new']);
  expect(paletteLines('citta', COMMANDS, []).map((line) => line.id)).toEqual(['command:city']);
  expect(paletteLines('assist', COMMANDS, []).map((line) => line.id)).toEqual(['command:contact']);
});

test('what cannot be done now is not offered', () => {
  expect(paletteLines('nota', COMMANDS, [])).toEqual([]);
});

test('a request and its answers are one line, and a number finds requests first', () => {
  const lines = paletteLines('1472', [command('x', '1472 cose')], [hit('a'), hit('a', 'message'), hit('b')]);
  expect(lines.map((line) => line.id)).toEqual(['hit:a', 'hit:b', 'command:x']);
});

test('an excerpt is text in pieces: whatever it holds, nothing of it is markup', () => {
  expect(excerptParts('la <b>\uE000nota\uE001</b> di')).toEqual([
    { text: 'la <b>', hit: false },
    { text: 'nota', hit: true },
    { text: '</b> di', hit: false },
  ]);
  expect(excerptParts('')).toEqual([]);
});
