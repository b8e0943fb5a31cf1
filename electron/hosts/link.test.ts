import fc from 'fast-check';
import { expect, test } from 'vitest';
import { linkFromArguments, parseLink } from './link.ts';

test('OFF-06: a link of another program opens the new request with what it says', () => {
  expect(parseLink('sportello://ticket/new?program=Business+Net&version=9.1&error=E-1042&title=Stampa%20non%20riuscita')).toEqual({
    screen: 'ticket.new',
    parameters: { program: 'Business Net', version: '9.1', error: 'E-1042', title: 'Stampa non riuscita' },
  });
  expect(linkFromArguments(['/usr/bin/sportello', '--flag', 'sportello://outbox'])).toEqual({ screen: 'outbox', parameters: {} });
  expect(linkFromArguments(['/usr/bin/sportello'])).toBeUndefined();
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
