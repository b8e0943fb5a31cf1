import { copyFile, mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import BetterSqlite from 'better-sqlite3';
import { expect, test } from 'vitest';
import { PEOPLE, TENANTS, TICKETS } from '#cloud/testing/small-data.ts';
import { preferenceId } from '#shared/domain/org/preference-id.ts';
import { cloudKey } from './cloud-key.ts';
import { temporaryRoot } from './testing/test-core.ts';
import { allSent, lampIs, numbered, testOffice, tickets } from './testing/test-office.ts';

const office = testOffice();
/** What the first program left: a request that the cloud has, and five commands that wait, one of them of an older schema. */
const OLD = new URL('testing/log-of-version-1/', import.meta.url);

async function oldProfile(parts: { readonly database: boolean }): Promise<string> {
  const root = await temporaryRoot();
  const folder = join(root, cloudKey(office.proxy.url), PEOPLE.mario.id);
  await mkdir(folder, { recursive: true });
  await copyFile(new URL('log.journal', OLD), join(folder, 'log.journal'));
  if (!parts.database) return root;
  const database = new BetterSqlite(join(folder, 'log.db'));
  database.exec(await readFile(new URL('log.sql', OLD), 'utf8'));
  database.close();
  return root;
}

for (const [how, database] of [['the log', true], ['the journal alone, its database gone', false]] as const) {
  test(`an older program's ${how}: all that waited reaches a newer cloud through a newer program, once (sync.md, Upgrades; I1, I2)`, async () => {
    const core = await office.signedIn({ root: await oldProfile({ database }) });
    await allSent(core);
    await lampIs(core, 'online');
    const made = (await tickets(core)).filter(({ title }) => title === 'Scritta dal programma di prima');
    expect(made).toHaveLength(1);
    const { id } = await numbered(core, made[0]?.id ?? '');
    const words = async (ticketId: string) => (await core.invoke('tickets.get', { tenant: TENANTS.rossi, id: ticketId }))?.messages.map(({ plain }) => plain) ?? [];
    expect(await words(id)).toEqual(['E la sua aggiunta']);
    expect((await words(TICKETS.rossi)).filter((text) => text === 'Risposta dal programma di prima')).toHaveLength(1);
    expect((await tickets(core)).find((row) => row.id === TICKETS.rossiTaken)).toMatchObject({ priority: 'high' });
    expect(await core.invoke('preferences.get', { key: 'tickets.query' })).toEqual({ sort: 'priority' });
    const { rows } = await office.cloud.cloud.services.pools.owner.query<{ id: string }>('select id from app.preference where owner_id = $1', [PEOPLE.mario.id]);
    expect(rows).toEqual([{ id: preferenceId(PEOPLE.mario.id, 'tickets.query') }]);
  });
}
