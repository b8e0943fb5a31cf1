import { fork } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { command, createTicketInput, newId, OTHER, temporaryFolder, TENANT, withStore } from '../store/fixtures.ts';
import { examineRoot } from './examine-root.ts';

const CLOUD = '0123456789abcdef';
const PERSON = '33333333-3333-4333-8333-333333333333';

test('the doctor counts per tenant beside a running program, and tells none of the words', async () => {
  const { folder: root, remove } = temporaryFolder();
  const folder = join(root, CLOUD, PERSON);
  writeFileSync(join(root, 'events.log'), `${JSON.stringify({ at: 1, level: 'info', text: 'engine.started' })}\n${JSON.stringify({ at: 2, level: 'warn', text: 'cloud.unreachable' })}\n`);
  await withStore(
    async ({ log, cache }) => {
      const save = (tenant: string) => log.append(command('ticket.create', createTicketInput(newId(), 'Parola segreta'), { tenant, savedAt: 5 }), []);
      const [first, second, third, fourth] = [save(TENANT), save(TENANT), save(TENANT), save(OTHER)];
      log.number(TENANT, [first.id, second.id]);
      log.recordResults([
        { commandId: first.id, number: 1, seq: 7, arrival: 6, outcome: { state: 'refused', refusal: { code: 'ticket.closed', why: 'state', facts: { title: 'Parola segreta' } } } },
      ]);
      log.setState(fourth.id, 'parked');
      await cache.resetFeed(TENANT, 'scope-1');
      await cache.apply(third);

      const report = await examineRoot(root);
      const [profile] = report.profiles;
      expect(profile).toMatchObject({
        cloud: CLOUD,
        person: PERSON,
        log: {
          integrity: 'ok',
          ...log.identity(),
          tenants: [
            { tenant: TENANT, waiting: 2, numbered: 1, confirmed: 0, needsYou: 1, oldestWaiting: 5, lastNumber: 2 },
            { tenant: OTHER, waiting: 0, needsYou: 1, oldestWaiting: null, lastNumber: 0 },
          ],
          refusals: [{ code: 'ticket.closed', commands: 1 }],
        },
      });
      expect(profile?.cache).toMatchObject([{ tenant: TENANT, seq: 0, scope: 'scope-1', complete: false, completeAt: null }]);
      expect(profile?.sizes.find(({ name }) => name === 'log.db-wal')?.bytes).toBeGreaterThan(0);
      expect(report.lastErrors).toEqual([{ at: 2, level: 'warn', text: 'cloud.unreachable' }]);
      expect(JSON.stringify(report)).not.toContain('segreta');
      // It takes no lock: the program goes on saving.
      save(TENANT);
    },
    { folder },
  );
  remove();
});

test('the doctor reads a profile whose program was killed, and says of a broken log that it is', async () => {
  const { folder: root, remove } = temporaryFolder();
  const folder = join(root, CLOUD, PERSON);
  const child = fork(join(import.meta.dirname, '../store/hold-store.ts'), [folder], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  await once(child, 'message');
  child.kill('SIGKILL');
  await once(child, 'exit');
  expect((await examineRoot(root)).profiles).toMatchObject([{ log: { integrity: 'ok', tenants: [{ tenant: TENANT, waiting: 1 }] } }]);
  // Looking changed nothing that the next start needs.
  await withStore(async ({ log }, { repaired }) => expect([log.open().length, repaired]).toEqual([1, []]), { folder });

  writeFileSync(join(folder, 'log.db'), 'not a database, whatever its name says. '.repeat(200));
  expect((await examineRoot(root)).profiles).toMatchObject([{ log: { problem: 'store.broken' } }]);
  remove();
});
