import { afterAll, beforeAll, expect, test } from 'vitest';
import { DEVICE_HEADER } from '#shared/api/access.ts';
import { ROUTES } from '#shared/api/routes.ts';
import { apiErrorSchema } from '#shared/api/errors.ts';
import { makeHttpServer } from '#cloud/http-server.ts';
import { PASSWORD, PEOPLE, TENANTS } from '#cloud/testing/small-data.ts';
import { createTestCloud, type TestCloud } from '#cloud/testing/test-cloud.ts';
import { TestDesk } from '#cloud/testing/test-desk.ts';
import { pino } from 'pino';
import type { RouteConfig } from './route.ts';

let cloud: TestCloud;
beforeAll(async () => {
  cloud = await createTestCloud();
});
afterAll(() => cloud.stop());

interface Listed {
  readonly method: string;
  readonly url: string;
  readonly config: Partial<RouteConfig> & { rateLimit?: unknown };
}

/** The server's own table, as Fastify was told it. */
async function routeTable(): Promise<Listed[]> {
  const listed: Listed[] = [];
  const app = await makeHttpServer(cloud.cloud.services, pino({ level: 'silent' }), 1, (route) => {
    for (const method of [route.method].flat()) listed.push({ method, url: route.url, config: route.config ?? {} });
  });
  await app.close();
  return listed;
}

test('every route declares who may call it, where its tenant is named, and how often (security.md, Cloud)', async () => {
  const routes = await routeTable();
  expect(routes.length).toBeGreaterThan(12);
  for (const { method, url, config } of routes) {
    const where = `${method} ${url}`;
    expect(config.auth, where).toMatch(/^(none|person)$/);
    expect(config.tenant, where).toMatch(/^(none|body|params|upload)$/);
    expect(config.rate?.max, where).toBeGreaterThan(0);
    expect(config.rateLimit, where).toBeDefined();
  }
  const open = [...new Set(routes.filter(({ config }) => config.auth === 'none').map(({ url }) => url))].sort();
  expect(open).toEqual([
    '/', '/access', '/access/invitation', '/access/page.css', '/access/password', '/access/register/:code', '/dev/mail', '/dev/mail/:key', '/dev/mail/:key/html', '/docs', '/docs/', '/docs/js/scalar.js', '/health', '/mail/unsubscribe', '/openapi.json', '/site/:code/support',
    '/v1/access/activate', '/v1/access/code', '/v1/access/code/resend', '/v1/access/forgot', '/v1/access/privacy', '/v1/access/sign-in',
  ]);
});

test('every route that wants a person answers 401 to nobody, to a wrong token and to a token that was signed out', async () => {
  const desk = await TestDesk.signedIn(cloud.url, PEOPLE.mario.email);
  const ended = await TestDesk.signedIn(cloud.url, PEOPLE.mario.email);
  expect((await ended.ask('POST', `${ROUTES.auth}/sign-out`, {})).status).toBe(200);
  const fill = (url: string) => url.replace(':tenant', TENANTS.rossi).replace(/:\w+/, PEOPLE.mario.id);
  for (const { method, url, config } of await routeTable()) {
    if (config.auth !== 'person') continue;
    for (const authorization of ['', 'Bearer', 'Bearer x', 'Bearer a.b', `Bearer ${desk.token.slice(0, -4)}AAA=`, `Bearer ${ended.token}`, 'Basic eDp5']) {
      const response = await fetch(cloud.url + fill(url), { method, headers: { authorization, 'content-type': 'application/json' }, ...(method === 'POST' || method === 'PATCH' ? { body: '{}' } : {}) });
      expect(response.status, `${method} ${url} ${authorization}`).toBe(401);
    }
  }
});

test('unknown addresses, broken JSON, wrong shapes, wrong types and too much all get a body of the agreed shape (R8)', async () => {
  const desk = await TestDesk.signedIn(cloud.url, PEOPLE.mario.email);
  const cases = [
    [404, await desk.ask('GET', '/v1/nothing')],
    [404, await desk.ask('POST', `${ROUTES.auth}/sign-in/email`, { email: PEOPLE.mario.email, password: PASSWORD })],
    [404, await desk.ask('POST', '/v1/auth/sign-up/email', { email: 'a@b.example', password: PASSWORD, name: 'A' })],
    [404, await desk.ask('GET', `${ROUTES.push}/x`)],
    [400, await desk.ask('POST', ROUTES.push, '{"tenant":')],
    [400, await desk.ask('POST', ROUTES.push, { tenant: TENANTS.rossi })],
    [400, await desk.ask('POST', ROUTES.pull, { client: 'x' })],
    [415, await desk.ask('POST', ROUTES.push, '<html></html>', { 'content-type': 'text/html' })],
    [413, await desk.ask('POST', ROUTES.signIn, { email: 'a@b.example', password: 'x'.repeat(20_000) })],
    [401, await desk.signIn(PEOPLE.mario.email, 'sbagliata')],
    [400, await desk.ask('GET', `${ROUTES.attachments}/${TENANTS.rossi}/nothing`)],
    [403, await desk.ask('GET', `${ROUTES.attachments}/${TENANTS.bikelt}/${PEOPLE.mario.id}`)],
    // What the framework itself refuses, and what only the database does.
    [400, await desk.ask('GET', `${ROUTES.attachments}/%E0%A4%A/x`)],
    [400, await desk.ask('GET', `${ROUTES.attachments}/${TENANTS.rossi}/${'x'.repeat(3000)}`)],
    [400, await desk.ask('POST', ROUTES.profile, { firstName: 'a\u0000b', lastName: 'B', phone: '', language: 'it' })],
    [400, await desk.ask('POST', ROUTES.push, `{"a":${'['.repeat(100_000)}${']'.repeat(100_000)}}`)],
  ] as const;
  for (const [status, answer] of cases) {
    expect(answer.status, JSON.stringify(answer.body)).toBe(status);
    expect(apiErrorSchema.parse(answer.body).error.requestId).toMatch(/^[0-9a-f-]{36}$/);
  }
});

test('a wrong password and an unknown address get the same answer, and many of them a growing wait (ACC-10)', async () => {
  const desk = new TestDesk(cloud.url);
  const signIn = (email: string, password: string) => desk.signIn(email, password);
  const tell = ({ status, body }: { status: number; body: unknown }) => ({ status, code: apiErrorSchema.parse(body).error.code });
  const wrong = { status: 401, code: 'auth.wrong_password' };
  for (const email of [PEOPLE.anna.email, 'nessuno@rossisrl.example', 'non un indirizzo']) expect(tell(await signIn(email, 'sbagliata'))).toEqual(wrong);
  for (let tries = 2; tries <= 6; tries++) expect(tell(await signIn(PEOPLE.anna.email, 'sbagliata'))).toEqual(wrong);
  const locked = await signIn(PEOPLE.anna.email, PASSWORD);
  expect(tell(locked)).toEqual({ status: 429, code: 'rate.limited' });
  expect(Number(locked.headers.get('retry-after'))).toBeGreaterThan(0);
  expect((await signIn(PEOPLE.mario.email, PASSWORD)).status).toBe(200);
});

test('a cookie signs nobody in, and a foreign page cannot sign in for somebody (CSRF)', async () => {
  const desk = new TestDesk(cloud.url);
  const body = { email: PEOPLE.mario.email, password: PASSWORD, device: desk.device, trust: null };
  const foreign = await desk.ask('POST', ROUTES.signIn, body, { origin: 'https://evil.example' });
  expect(foreign.status).toBe(403);
  const own = await desk.ask('POST', ROUTES.signIn, body, { origin: cloud.url });
  expect(own.status).toBe(200);
  expect(own.headers.get('set-cookie')).toBeNull();
  const { token } = own.body as { token: string };
  expect((await desk.ask('GET', ROUTES.me, undefined, { cookie: `better-auth.session_token=${token}`, [DEVICE_HEADER]: desk.device.secret })).status).toBe(401);
});

test('limits hold: who asks too often is told to wait', async () => {
  const limited = await createTestCloud({ data: 'empty', rateFactor: 0.01 });
  try {
    const desk = new TestDesk(limited.url);
    const answers = [];
    for (let tries = 0; tries < 8; tries++) answers.push(await desk.ask('GET', '/health'));
    expect(answers[0]?.status).toBe(200);
    const last = answers.at(-1);
    expect(last).toMatchObject({ status: 429, body: { error: { code: 'rate.limited' } } });
    expect(Number(last?.headers.get('retry-after'))).toBeGreaterThan(0);
  } finally {
    await limited.stop();
  }
});

test('health says whether the database answers; headers are strict; the API describes itself', async () => {
  const desk = new TestDesk(cloud.url);
  const health = await desk.ask('GET', '/health');
  expect(health).toMatchObject({ status: 200, body: { status: 'ok', database: true, version: expect.any(String) } });
  expect(health.headers.get('content-security-policy')).toContain("default-src 'none'");
  expect(health.headers.get('x-content-type-options')).toBe('nosniff');
  const description = (await desk.ask('GET', '/openapi.json')).body as { paths: Record<string, Record<string, { security?: unknown }>> };
  expect(Object.keys(description.paths)).toEqual(expect.arrayContaining([ROUTES.push, ROUTES.pull, ROUTES.me, ROUTES.health]));
  expect(description.paths[ROUTES.push]?.['post']?.security).toEqual([{ bearer: [] }]);
  const page = await desk.ask('GET', '/docs/');
  expect(page.status).toBe(200);
  expect(String(page.body)).toContain('/openapi.json');
  expect(String(page.body)).not.toMatch(/(src|href)="https?:/);
});
