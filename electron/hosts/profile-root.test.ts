import { join } from 'node:path';
import { expect, test } from 'vitest';
import { cloudUrl, keepersAddress } from './cloud-url.ts';
import { profileRoot } from './profile-root.ts';

test('The profile lies where the system keeps programs’ data, or where SPORTELLO_ROOT says', () => {
  expect(profileRoot({}, 'linux', '/home/m')).toBe(join('/home/m', '.local', 'share', 'sportello'));
  expect(profileRoot({ XDG_DATA_HOME: '/data' }, 'linux', '/home/m')).toBe(join('/data', 'sportello'));
  expect(profileRoot({}, 'darwin', '/Users/m')).toBe(join('/Users/m', 'Library', 'Application Support', 'Sportello'));
  expect(profileRoot({ APPDATA: 'R' }, 'win32', 'H')).toBe(join('R', 'Sportello'));
  expect(profileRoot({ SPORTELLO_ROOT: '/elsewhere' }, 'linux', '/home/m')).toBe('/elsewhere');
});

test('The cloud’s address is the environment’s or the local one, and never a half-understood text', () => {
  expect(cloudUrl({})).toBe('http://127.0.0.1:4310');
  expect(cloudUrl({ SPORTELLO_CLOUD: 'https://cloud.example.it/' })).toBe('https://cloud.example.it');
  expect(() => cloudUrl({ SPORTELLO_CLOUD: 'cloud' })).toThrow('SPORTELLO_CLOUD');
  expect(() => cloudUrl({ SPORTELLO_CLOUD: 'file:///etc' })).toThrow('SPORTELLO_CLOUD');
});

test('DOC-02: the keepers have one address of mail, or none', () => {
  expect(keepersAddress({ SPORTELLO_KEEPERS: 'aiuto@example.it' })).toBe('aiuto@example.it');
  expect(keepersAddress({})).toBeNull();
  for (const odd of ['aiuto', 'a@b?cc=c@d', 'a b@c']) expect(() => keepersAddress({ SPORTELLO_KEEPERS: odd })).toThrow('SPORTELLO_KEEPERS');
});
