import { join } from 'node:path';
import { expect, test } from 'vitest';
import { cloudMessage, cloudTicket, cursorAt, MARIO, newId, NICOLO, NOW, page, TENANT, temporaryFolder } from '../../fixtures.ts';
import { CacheReader } from '../cache-reader.ts';
import { CacheWriter } from '../cache-writer.ts';
import { openCache, openCacheForReading } from '../open-cache.ts';

const PRINT = '0197a8a2-1111-5000-8000-00000000f1f1';
const HOUR = 3_600_000;

test('TKT-03: requests about the same error are found here, those with an answer first and then the newest, three at most', () => {
  const { folder, remove } = temporaryFolder();
  const { database } = openCache(join(folder, 'cache.db'), NOW);
  const read = openCacheForReading(join(folder, 'cache.db'));
  try {
    const writer = new CacheWriter(database, (text) => expect.fail(text));
    const reader = new CacheReader(read);
    const answered = newId();
    const make = (id: string, number: number, hours: number, more: object = {}) => cloudTicket(id, 5, { number, title: `n${number}`, createdAt: NOW + hours * HOUR, fingerprint: PRINT, ...more });
    const late = cloudMessage(newId(), answered, 5, 'anche a me');
    const rows = [
      make(answered, 1453, 1, { status: 'closed', requesterId: NICOLO.personId }),
      make(newId(), 1460, 2), make(newId(), 1461, 3), make(newId(), 1462, 4),
      make(newId(), 1463, 5, { fingerprint: null }), make(newId(), 1464, 6, { fingerprint: '0197a8a2-1111-5000-8000-00000000f2f2' }),
      { ...late, values: { ...late.values, authorSide: 'customer', at: NOW + 2 * HOUR } },
      cloudMessage(newId(), answered, 5, '\nBasta riavviare lo spooler.\nCiao'),
    ];
    writer.applyPage(TENANT, cursorAt(0), page(1, rows), NOW);
    const found = reader.knownProblems(PRINT, MARIO.personId);
    expect(found.map(({ number }) => number)).toEqual([1453, 1462, 1461]);
    expect(found[0]).toMatchObject({ id: answered, tenant: TENANT, status: 'closed', mine: false, answer: 'Basta riavviare lo spooler.' });
    expect(found[1]).toMatchObject({ mine: true, answer: null });
    expect(reader.knownProblems(newId(), MARIO.personId)).toEqual([]);
  } finally {
    read.close();
    database.close();
    remove();
  }
});
