import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openRequestOf, parseLink } from './link.ts';

test('OFF-06: a link of another program opens the new request with what it says', () => {
  expect(parseLink('sportello://ticket/new?program=Business+Net&version=9.1&code=E-1042&title=Stampa%20non%20riuscita')).toEqual({
    screen: 'ticket.new',
    parameters: { program: 'Business Net', version: '9.1', code: 'E-1042', title: 'Stampa non riuscita' },
  });
  expect(openRequestOf(['/usr/bin/sportello', '--flag', 'sportello://outbox'], '/')).toEqual({ screen: 'outbox', parameters: {} });
  expect(openRequestOf(['/usr/bin/sportello'], '/')).toBeUndefined();
});

const folder = mkdtempSync(join(tmpdir(), 'sportello-context-'));
const context = { program: 'Magazzino', version: '23.0.0.69', description: 'Premo Stampa\ne si ferma', code: 'PRN-0012' };
function written(content: string): string {
  writeFileSync(join(folder, 'context.json'), content);
  return 'context.json';
}

test('OFF-06: --new-ticket opens the new request with what the file says, wherever the command was given', () => {
  const asked = { screen: 'ticket.new', parameters: context };
  const file = written(`\ufeff${JSON.stringify(context)}`);
  expect(openRequestOf(['sportello', '--new-ticket', file], folder)).toEqual(asked);
  expect(openRequestOf(['sportello', `--new-ticket=${join(folder, file)}`, '--other'], '/')).toEqual(asked);
});

test.each([
  ['no JSON', '{'],
  ['no object', '[]'],
  ['a parameter that the form does not take', JSON.stringify({ ...context, send: 'now' })],
  ['a value that is no text', JSON.stringify({ title: 7 })],
  ['control characters', JSON.stringify({ title: 'a\u0000b' })],
  ['more than any form takes', `${JSON.stringify(context)}${' '.repeat(64 * 1024)}`],
])('OFF-06, R8: a file with %s opens nothing', (_what, content) => {
  expect(openRequestOf(['sportello', '--new-ticket', written(content)], folder)).toBeUndefined();
});

test('OFF-06, R8: no file, a folder or a device open nothing', () => {
  for (const path of ['nothing.json', '.', '/dev/zero']) expect(openRequestOf(['sportello', '--new-ticket', path], folder)).toBeUndefined();
  expect(openRequestOf(['sportello', '--new-ticket'], folder)).toBeUndefined();
});

test.each([
  ['another protocol', 'https://ticket/new'],
  ['a screen that links may not open', 'sportello://settings'],
  ['a name of JavaScript’s own', 'sportello://constructor'],
  ['a parameter that the screen does not take', 'sportello://ticket/new?send=now'],
  ['the same parameter twice', 'sportello://ticket/new?title=a&title=b'],
  ['control characters', 'sportello://ticket/new?title=a%00b'],
  ['a new line where one line belongs', 'sportello://ticket/new?title=a%0Ab'],
  ['more text than fits', `sportello://ticket/new?title=${'a'.repeat(201)}`],
  ['a link longer than any of ours', `sportello://ticket/new?description=${'a'.repeat(4_000)}`],
  ['a user in it', 'sportello://root@ticket/new'],
])('OFF-06: a link with %s opens nothing', (_what, link) => {
  expect(parseLink(link)).toBeUndefined();
});

test('R8: no text whatever makes the reader of links fail', () => {
  fc.assert(fc.property(fc.string(), (text) => parseLink(text) === undefined || text.startsWith('sportello:')));
  fc.assert(fc.property(fc.webUrl(), fc.string(), (url, text) => parseLink(url.replace(/^https?/, 'sportello') + text) === undefined));
});
