import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { METHODS, type Handlers } from '#shared/rpc/contract.ts';
import { CoreError } from './core-error.ts';
import { openEventLog } from './errors/event-log.ts';
import { createGate } from './gate.ts';
import type { Line } from './host.ts';
import { createPublisher } from './topics.ts';

/** Handlers that answer their own input, so that the gate alone is looked at; by their names they are complete, which the compiler cannot see. */
const echo = Object.fromEntries(Object.keys(METHODS).map((name) => [name, (input: unknown) => Promise.resolve({ name, input })])) as unknown as Handlers;

async function open(handlers: Handlers = echo, locked = () => false) {
  const events = await openEventLog('/dev/null/none', () => 1);
  const publisher = createPublisher();
  const gate = createGate(handlers, publisher, events, () => 1, locked);
  const heard: unknown[] = [];
  let speak: (message: unknown) => void = () => undefined;
  let hangUp: () => void = () => undefined;
  const line: Line = {
    send: (message) => void heard.push(message),
    onMessage: (listener) => void (speak = listener),
    onClose: (listener) => void (hangUp = listener),
    close: () => hangUp(),
  };
  gate.connect(line);
  const say = async (message: unknown) => {
    speak(message);
    await new Promise((resolve) => setImmediate(resolve));
    return heard;
  };
  return { say, heard, publisher, events, hangUp: () => hangUp() };
}

test('A known method with a good input is answered under its number', async () => {
  const { say } = await open();
  expect(await say({ id: 7, method: 'app.log', input: { limit: 5 } })).toEqual([{ id: 7, ok: true, value: { name: 'app.log', input: { limit: 5 } } }]);
});

test('R8: an unknown method, a wrong input and a half message are refused with a code', async () => {
  const { say, heard } = await open();
  await say({ id: 1, method: 'app.format', input: {} });
  await say({ id: 2, method: '__proto__', input: {} });
  await say({ id: 3, method: 'app.log', input: { limit: 'many' } });
  await say({ id: 4, method: 'app.log' });
  await say({ id: 5 });
  expect(heard).toMatchObject([
    { id: 1, ok: false, error: { code: 'rpc.unknown_method' } },
    { id: 2, ok: false, error: { code: 'rpc.unknown_method' } },
    { id: 3, ok: false, error: { code: 'input.invalid', details: { field: 'limit' } } },
    { id: 4, ok: false, error: { code: 'rpc.invalid' } },
    { id: 5, ok: false, error: { code: 'rpc.invalid' } },
  ]);
});

test('A typed failure keeps its code and facts; a bug becomes "unexpected", is logged, and is told to every window', async () => {
  const { say, heard, events } = await open({
    ...echo,
    'app.info': () => Promise.reject(new CoreError('disk.full', { file: 'log.db' })),
    'app.settings': () => {
      throw new TypeError('mario@rossisrl.example is not a function');
    },
  });
  await say({ id: 1, method: 'app.info', input: {} });
  await say({ id: 2, method: 'app.settings', input: {} });
  expect(heard[0]).toEqual({ id: 1, ok: false, error: { code: 'disk.full', message: 'disk.full', details: { file: 'log.db' } } });
  expect(heard).toContainEqual(expect.objectContaining({ topic: 'error' }));
  expect(heard.at(-1)).toMatchObject({ id: 2, ok: false, error: { code: 'unexpected' } });
  expect(events.tail(1)[0]?.text).toMatch(/^unexpected /);
  expect(events.tail(1)[0]?.text).not.toContain('mario@');
});

test('A file system error of Node is a bug here and not a typed failure', async () => {
  const { say } = await open({ ...echo, 'app.info': () => Promise.reject(Object.assign(new Error('nope'), { code: 'ENOENT' })) });
  expect((await say({ id: 1, method: 'app.info', input: {} })).at(-1)).toMatchObject({ error: { code: 'unexpected' } });
});

test('Every window hears every topic until its line closes', async () => {
  const { heard, publisher, hangUp } = await open();
  publisher.publish('outbox', { waiting: 1, needsYou: 0 });
  hangUp();
  publisher.publish('outbox', { waiting: 2, needsYou: 0 });
  expect(heard).toEqual([{ topic: 'outbox', data: { waiting: 1, needsYou: 0 } }]);
});

test('TKT-04, OFF-04: a locked desk hears that a program asked for a form, and hands it out only when it is open again; nothing else is told', async () => {
  let locked = true;
  const { say, heard, publisher } = await open(echo, () => locked);
  publisher.publish('open', { waiting: 1 });
  publisher.publish('outbox', { waiting: 1, needsYou: 0 });
  await say({ id: 1, method: 'app.takeOpens', input: {} });
  locked = false;
  await say({ id: 2, method: 'app.takeOpens', input: {} });
  expect(heard).toMatchObject([{ topic: 'open' }, { id: 1, ok: false, error: { code: 'session.locked' } }, { id: 2, ok: true }]);
});

test('R8: nothing that a window sends ends the core or goes unanswered where it has a number (fuzz)', async () => {
  const anything = fc.anything({ withBigInt: true, withDate: true, withMap: true, withNullPrototype: true, withTypedArray: true });
  const message = fc.oneof(
    anything,
    fc.record({ id: fc.oneof(fc.nat(), anything), method: fc.oneof(fc.constantFrom(...Object.keys(METHODS)), fc.string(), anything), input: anything }),
    fc.record({ id: fc.nat(), method: fc.constantFrom(...Object.keys(METHODS)), input: fc.jsonValue() }, { requiredKeys: [] }),
  );
  const { say, heard } = await open();
  await fc.assert(
    fc.asyncProperty(message, async (sent) => {
      const before = heard.length;
      await say(sent);
      const number = typeof sent === 'object' && sent !== null ? (sent as { id?: unknown }).id : undefined;
      if (typeof number === 'number' && Number.isSafeInteger(number) && number >= 0) expect(heard.length).toBe(before + 1);
    }),
    { numRuns: 1500 },
  );
});

test('R8: endless nesting, unreadable members and huge texts are refused, not crashed on', async () => {
  const { say, heard } = await open();
  let deep: unknown = 0;
  for (let depth = 0; depth < 200_000; depth += 1) deep = [deep];
  await say({ id: 1, method: 'preferences.set', input: { key: 'a', value: deep } });
  await say({ id: 2, method: 'app.step', input: { text: 'x'.repeat(5_000_000) } });
  await say({
    get id(): number {
      throw new Error('no');
    },
  });
  expect(heard).toMatchObject([{ id: 1, ok: false }, { id: 2, ok: false, error: { code: 'input.invalid' } }]);
});
