import { expect, test } from 'vitest';
import { NO_FILE, putBack } from './file-part.ts';

const ID = '0198a1de-0000-7000-8000-000000000001';
const before = { fileId: ID, files: [{ id: ID, name: 'Manuale.pdf', mime: 'application/pdf', size: 9, sha256: '' }], fileText: 'Resi' };

test('DOC-01: a file that was taken away comes back without the rest of the document as it was then', () => {
  const draft = { ...before, title: 'Vecchio titolo', version: 1 };
  expect(putBack(NO_FILE, draft)).toEqual(before);
});

test('DOC-01: a file that was taken away does not come back over another that was chosen meanwhile', () => {
  const other = { ...NO_FILE, fileId: '0198a1de-0000-7000-8000-000000000002' };
  expect(putBack(other, before)).toBe(other);
});
