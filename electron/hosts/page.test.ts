import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { pagePath, servePage } from './page.ts';

const around = mkdtempSync(join(tmpdir(), 'sportello-pages-'));
const folder = join(around, 'renderer');
for (const [name, text] of [
  ['renderer/index.html', '<meta name="csp-nonce" content="__CSP_NONCE__"><script type="module" src="./a.js"></script>'],
  ['renderer/assets/a.js', 'export {}'],
  ['renderer/.secret.js', ''],
  ['renderer/notes.txt', ''],
  ['renderer-old/a.js', ''],
  ['secret.js', ''],
] as const) {
  mkdirSync(join(around, name, '..'), { recursive: true });
  writeFileSync(join(around, name), text);
}

test('Only files inside the renderer’s folder are pages, whatever the address looks like', () => {
  expect(pagePath(folder, '/')).toBe(join(folder, 'index.html'));
  expect(pagePath(folder, '/assets/a.js')).toBe(join(folder, 'assets', 'a.js'));
  const hostile = ['/../secret.js', '/..%2fsecret.js', '/%2e%2e/secret.js', '/assets/../../secret.js', '/../renderer-old/a.js', '/..\\secret.js', '/%5c..%5csecret.js', '//etc/passwd', '/assets/a.js%00.html', '/%', '/.secret.js', '/notes.txt', '/..', ''];
  expect(hostile.filter((path) => pagePath(folder, path) !== undefined)).toEqual([]);
});

test('The shell has a policy without unsafe words and one nonce, which is new for each answer', async () => {
  const [first, second] = [await servePage(folder, '/'), await servePage(folder, '/')];
  const policy = first.headers['content-security-policy'] ?? '';
  const nonce = /'nonce-([\w-]{20,})'/.exec(policy)?.[1] ?? '';
  expect(Buffer.from(first.body).toString()).toContain(`content="${nonce}"`);
  expect(Buffer.from(first.body).toString()).not.toContain('__CSP_NONCE__');
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("frame-ancestors 'none'");
  expect(policy).not.toMatch(/unsafe|\*|https?:/);
  expect(second.headers['content-security-policy']).not.toBe(policy);
  expect(first.headers['cache-control']).toBe('no-store');
});

test('DET-08: what a worker runs has a policy of its own: scripts of ours and nothing else, so that what reads a hostile PDF reaches nobody', async () => {
  const { headers } = await servePage(folder, '/assets/a.js');
  expect(headers['content-security-policy']).toBe("default-src 'none'; script-src 'self'; frame-ancestors 'none'");
  expect((await servePage(folder, '/')).headers['content-security-policy']).toMatch(/script-src 'self';.*worker-src 'self';.*object-src 'none'/);
});

test('A file that is not there is not found, and says nothing of the disk', async () => {
  const { status, body } = await servePage(folder, '/assets/gone.js');
  expect([status, body.length]).toEqual([404, 0]);
});
