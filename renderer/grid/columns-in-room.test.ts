import { expect, test } from 'vitest';
import { columnsInRoom } from './columns-in-room.ts';

const columns = [{ id: 'title', width: 200 }, { id: 'waiting', width: 100, yields: 2 }, { id: 'status', width: 100 }, { id: 'person', width: 100, yields: 1 }];
const ids = (room: number, widths = {}) => columnsInRoom(columns, widths, room).map(({ id }) => id);

test('LST-07: where there is no room for all columns, the agreed ones give way one after another, and the others are not cut', () => {
  expect(ids(500)).toEqual(['title', 'waiting', 'status', 'person']);
  expect(ids(499)).toEqual(['title', 'status', 'person']);
  expect(ids(399)).toEqual(['title', 'status']);
  expect(ids(100)).toEqual(['title', 'status']);
});

test('LST-07: a width that the person gave counts', () => {
  expect(ids(499, { title: 150 })).toHaveLength(4);
  expect(ids(500, { status: 101 })).toHaveLength(3);
});
