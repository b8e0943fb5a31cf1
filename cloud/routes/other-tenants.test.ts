import { createHash } from 'node:crypto';
import { pino } from 'pino';
import { v7 } from 'uuid';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { apiErrorSchema } from '#shared/api/errors.ts';
import { ROUTES } from '#shared/api/routes.ts';
import { START, type Cursor } from '#shared/api/sync.ts';
import { makeHttpServer } from '#cloud/http-server.ts';
import { PEOPLE, TENANTS, TICKETS, ticketInput } from '#cloud/testing/small-data.ts';
import { createTestCloud, type TestCloud } from '#cloud/testing/test-cloud.ts';
import { TestDesk } from '#cloud/testing/test-desk.ts';

const { rossi, bikelt, vendor } = TENANTS;
/** What only Bikelt's people and their vendor know. */
const SECRETS = ['BIKELT', '01234567890', 'LUCA', PEOPLE.luca.email, 'magazzino', TICKETS.bikelt, '1402'];

let cloud: TestCloud;
let mario: TestDesk;
let luca: TestDesk;
let theirs: { readonly cursor: Cursor; readonly scope: string };
beforeAll(async () => {
  cloud = await createTestCloud();
  mario = await TestDesk.signedIn(cloud.url, PEOPLE.mario.email);
  luca = await TestDesk.signedIn(cloud.url, PEOPLE.luca.email);
  theirs = { cursor: (await luca.pullAll(bikelt)).cursor, scope: (await luca.feed(bikelt)).scope };
});
afterAll(() => cloud.stop());

interface Listed {
  readonly method: string;
  readonly url: string;
  readonly tenant: string | undefined;
}

/** Every route that names a tenant, as the server was told it: a new one is tried by itself. */
async function routesOf(...kinds: readonly string[]): Promise<Listed[]> {
  const listed: Listed[] = [];
  const app = await makeHttpServer(cloud.cloud.services, pino({ level: 'silent' }), 1, (route) => {
    for (const method of [route.method].flat()) listed.push({ method, url: route.url, tenant: route.config?.tenant });
  });
  await app.close();
  return listed.filter(({ tenant }) => kinds.includes(tenant ?? ''));
}

/** A body of the route's own shape: a wrong one would be refused for its shape, before anybody asks whose company it is. */
function bodyOf(url: string, tenant: string, at: { cursor: Cursor; scope: string }): Record<string, unknown> {
  const { client, incarnation } = mario;
  const base = { client, incarnation, schema: 1, tenant };
  if (url === ROUTES.push) return { ...base, commands: [mario.command(bikelt, 'ticket.create', ticketInput(v7(), 'Altrove', PEOPLE.mario.email))] };
  if (url === ROUTES.pull) return { ...base, ...at, limit: 100 };
  if (url === ROUTES.writing) return { tenant, ticketId: TICKETS.bikelt };
  if (url === ROUTES.check) return { ...base, ...at };
  throw new Error(`say here what ${url} is asked with`);
}

test('every route that names a company answers a stranger 403 tenant.forbidden, the same as for a company that is not there, and tells nothing of it (R5)', async () => {
  const own = { cursor: (await mario.pullAll(rossi)).cursor, scope: (await mario.feed(rossi)).scope };
  const routes = await routesOf('body', 'params');
  expect(routes.map(({ url }) => url)).toEqual(expect.arrayContaining([ROUTES.push, ROUTES.pull, ROUTES.check, `${ROUTES.attachments}/:tenant/:id`]));
  for (const { method, url, tenant: place } of routes) {
    for (const tenant of [bikelt, vendor, v7()]) {
      for (const at of [{ cursor: START, scope: own.scope }, own, theirs]) {
        const path = url.replace(':tenant', tenant).replace(/:\w+/, TICKETS.bikelt);
        const answer = await mario.ask(method, path, place === 'body' ? bodyOf(url, tenant, at) : undefined);
        const where = `${method} ${path}`;
        expect(answer.status, where).toBe(403);
        if (method === 'HEAD') continue;
        expect(apiErrorSchema.parse(answer.body).error.code, where).toBe('tenant.forbidden');
        const told = JSON.stringify(answer.body).toLowerCase();
        for (const secret of SECRETS) expect(told, where).not.toContain(secret.toLowerCase());
      }
    }
  }
});

test("another company's ids, cursors and scopes asked in one's own company show nothing of the other's rows (R5)", async () => {
  const { scope } = await mario.feed(rossi);
  const answers = [
    await mario.ask('GET', `${ROUTES.attachments}/${rossi}/${TICKETS.bikelt}`),
    await mario.ask('POST', ROUTES.pull, { ...bodyOf(ROUTES.pull, rossi, theirs) }),
    await mario.ask('POST', ROUTES.pull, { ...bodyOf(ROUTES.pull, rossi, { ...theirs, scope }) }),
    await mario.ask('POST', ROUTES.pull, { ...bodyOf(ROUTES.pull, rossi, { cursor: START, scope }) }),
    await mario.ask('POST', ROUTES.check, { ...bodyOf(ROUTES.check, rossi, theirs) }),
    await mario.ask('GET', ROUTES.me),
  ];
  expect(answers.map(({ status }) => status)).toEqual([404, 200, 200, 200, 200, 200]);
  for (const { body } of answers) {
    for (const secret of ['BIKELT', '01234567890', PEOPLE.luca.email, 'Il magazzino non si aggiorna', TICKETS.bikelt, PEOPLE.luca.id]) expect(JSON.stringify(body)).not.toContain(secret);
  }
});

test("R5: every route of uploads answers a stranger as if there were none, takes nothing in a company that is not theirs, and leaves the other's upload as it was", async () => {
  const bytes = Buffer.from('Il magazzino di BIKELT');
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const file = { id: v7(), name: 'magazzino.txt', size: bytes.length, mime: 'text/plain', sha256 };
  expect((await luca.run(bikelt, 'ticket.create', { ...ticketInput(v7(), 'Con un file', PEOPLE.luca.email), files: [file] })).outcome.state).toBe('accepted');
  const tus = { 'tus-resumable': '1.0.0' };
  const begin = (desk: TestDesk, tenant: string) => {
    const named = Object.entries({ tenant, attachmentId: file.id, sha256, name: file.name }).map(([key, value]) => `${key} ${Buffer.from(value).toString('base64')}`);
    return desk.ask('POST', ROUTES.uploads, undefined, { ...tus, 'upload-length': String(bytes.length), 'upload-metadata': named.join() });
  };
  const begun = await begin(luca, bikelt);
  expect(begun.status).toBe(201);
  const own = new URL(begun.headers.get('location') ?? '', cloud.url + ROUTES.uploads).pathname;

  const routes = await routesOf('upload');
  expect(routes.map(({ method }) => method).sort()).toEqual(['DELETE', 'HEAD', 'PATCH', 'POST']);
  for (const { method, url } of routes) {
    if (method === 'POST') {
      for (const tenant of [bikelt, vendor, v7()]) {
        const answer = await begin(mario, tenant);
        expect([answer.status, String(answer.body)], tenant).toEqual([403, expect.stringContaining('"tenant.forbidden"')]);
        expect(answer.headers.get('location')).toBeNull();
      }
      continue;
    }
    const more = method === 'PATCH' ? { ...tus, 'upload-offset': '0', 'content-type': 'application/offset+octet-stream' } : tus;
    const send = async (path: string) => {
      const { status, body, headers } = await mario.ask(method, path, method === 'PATCH' ? 'Non di BIKELT' : undefined, more);
      return { status, body, told: [...headers.keys()].filter((name) => name.startsWith('upload')) };
    };
    const theirs = await send(own);
    // The same words as for what was never there.
    expect(theirs, method).toEqual(await send(url.replace(':upload', 'f'.repeat(32))));
    expect(theirs, method).toMatchObject({ status: 404, told: [] });
  }
  const after = await luca.ask('HEAD', own, undefined, tus);
  expect([after.status, after.headers.get('upload-offset')]).toEqual([200, '0']);
});
