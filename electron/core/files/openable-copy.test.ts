import * as fc from 'fast-check';
import { mkdtemp, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { v7 as uuidv7 } from 'uuid';
import { expect, test } from 'vitest';
import { isAllowedAddress } from '../handlers/external-address.ts';
import { forgetCopies, openableCopy, safeName } from './openable-copy.ts';

async function kept() {
  const root = await mkdtemp(join(tmpdir(), 'sportello-copy-'));
  const path = join(root, 'bytes');
  await writeFile(path, 'contenuto');
  return { root, path };
}

test('DET-08: an attachment opens under its own name, as a private copy that does not stay', async () => {
  const { root, path } = await kept();
  const copy = await openableCopy(root, uuidv7(), { path, name: 'Registro IVA 2026.pdf', mime: 'application/pdf' });
  expect(basename(copy)).toBe('Registro IVA 2026.pdf');
  expect(await readFile(copy, 'utf8')).toBe('contenuto');
  if (process.platform !== 'win32') expect((await stat(copy)).mode & 0o077).toBe(0);
  await forgetCopies(root);
  expect(await readdir(root)).toEqual(['bytes']);
});

test('R8: what the system would run is not opened, whatever its letters', async () => {
  const { root, path } = await kept();
  for (const name of ['fattura.exe', 'FATTURA.EXE', 'nota.pdf.lnk', 'a.Js', 'b.ps1 ', 'c.bat.', 'guida.chm', 'disco.ISO', 'impostazioni.settingcontent-ms', 'collega.jnlp', 'shell.terminal', 'calcoli.xll']) {
    await expect(openableCopy(root, uuidv7(), { path, name, mime: 'application/pdf' })).rejects.toMatchObject({ code: 'file.program' });
  }
});

test('R8: no name of an attachment leads out of its folder or to a device', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.string({ unit: 'binary' }), fc.constantFrom('../../etc/passwd', '..', 'CON', 'nul.txt', 'C:\\x', '.bashrc', '')), (name) => {
      const safe = safeName(name);
      expect(safe).not.toBe('');
      expect(safe.length).toBeLessThanOrEqual(125);
      expect(resolve('/folder', safe).startsWith('/folder/')).toBe(true);
      expect(basename(safe)).toBe(safe);
      expect(/^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i.test(safe)).toBe(false);
    }),
    { numRuns: 2000 },
  );
});

test('security.md: only https and mailto leave the program', () => {
  expect(['https://example.org/a', 'mailto:a@b.example'].every(isAllowedAddress)).toBe(true);
  expect(['http://example.org', 'file:///etc/passwd', 'javascript:alert(1)', 'sportello://x', '', 'HTTPS', 'data:text/html,x'].some(isAllowedAddress)).toBe(false);
});
