import { expect, test } from 'vitest';
import { createOpenRequests } from './open-requests.ts';

const asked = (title: string) => ({ screen: 'ticket.new', parameters: { title } });

test('TKT-04: what a program asked for waits until a window takes it, each once and in its order; windows hear how many wait', () => {
  const told: unknown[] = [];
  const requests = createOpenRequests({ publish: (topic, event) => void told.push([topic, event]), listen: () => () => undefined });
  expect(requests.take()).toEqual([]);
  for (const title of ['prima', 'seconda']) requests.add(asked(title));
  expect(told).toEqual([['open', { waiting: 1 }], ['open', { waiting: 2 }]]);
  expect(requests.take()).toEqual([asked('prima'), asked('seconda')]);
  expect(requests.take()).toEqual([]);
});

test('TKT-04: a program that knocks without end fills no memory: the last ten are kept', () => {
  const requests = createOpenRequests({ publish: () => undefined, listen: () => () => undefined });
  for (let number = 1; number <= 12; number += 1) requests.add(asked(String(number)));
  expect(requests.take().map(({ parameters }) => parameters['title'])).toEqual(['3', '4', '5', '6', '7', '8', '9', '10', '11', '12']);
});
