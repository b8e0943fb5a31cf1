import { expect, test } from 'vitest';
import { externalUrl } from './external-url.ts';

test('Only https and mailto leave the program (security.md, SafeShell)', () => {
  expect(externalUrl('https://www.example.it/guida?a=1')?.href).toBe('https://www.example.it/guida?a=1');
  expect(externalUrl('mailto:assistenza@example.it')?.href).toBe('mailto:assistenza@example.it');
  const refused = ['http://example.it', 'file:///etc/passwd', 'javascript:alert(1)', 'smb://server/share', 'ms-msdt:/id', 'https://user:secret@example.it', 'vscode://file/x', '/etc/passwd', '', `https://a.it/${'a'.repeat(2_000)}`];
  expect(refused.filter((text) => externalUrl(text) !== undefined)).toEqual([]);
});
