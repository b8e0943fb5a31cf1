import { expect, test } from 'vitest';
import { DEFAULT_QUERY } from './list-query.ts';
import { savedViews, viewShown, withoutView, withView } from './saved-views.ts';

const late = { ...DEFAULT_QUERY, sort: 'due' as const, due: 'overdue' as const, operator: 'mine' as const };

test('LST-07: a view has a name, comes back as it was kept, and is known again when the list shows it', () => {
  const views = withView(withView([], ' Le mie scadute ', { ...late, tenant: '0193b2c0-0010-7000-8000-000000000001' }), 'Aperte', { ...DEFAULT_QUERY, status: 'open' });
  const back = savedViews(JSON.parse(JSON.stringify({ views })));
  expect(back.map(({ name }) => name)).toEqual(['Aperte', 'Le mie scadute']);
  expect(viewShown(back, late)?.name).toBe('Le mie scadute');
  expect(back[1]?.query.tenant).toBeNull();
  expect(viewShown(back, DEFAULT_QUERY)).toBeUndefined();
});

test('LST-07: the same name again changes the view, whatever its letters; a blank name is none', () => {
  const views = withView(withView([], 'Scadute', late), 'SCADUTE', DEFAULT_QUERY);
  expect(views).toMatchObject([{ name: 'SCADUTE', query: { due: 'any' } }]);
  expect(withView(views, '  ', late)).toBe(views);
  expect(withoutView(views, 'scadute')).toEqual([]);
});

test('LST-07: what cannot be read is left out, and a choice that is none any more falls back alone', () => {
  expect(savedViews(null)).toEqual([]);
  expect(savedViews({ views: [{ name: '' }, 3, { name: 'x', query: { sort: 'colour', due: 'soon' } }] })).toEqual([{ name: 'x', query: { ...DEFAULT_QUERY, due: 'soon' }, hidden: null }]);
});

test('LST-07: a view keeps the columns that were chosen; with other columns the list shows another view', () => {
  const views = savedViews(JSON.parse(JSON.stringify({ views: withView(withView([], 'Tutte', late), 'Strette', late, ['waiting', 'priority']) })));
  expect(views.find(({ name }) => name === 'Strette')?.hidden).toEqual(['waiting', 'priority']);
  expect(viewShown(views, late, ['priority', 'waiting'])?.name).toBe('Strette');
  expect(viewShown(views, late)?.name).toBe('Tutte');
  expect(viewShown(views, late, [])).toBeUndefined();
  // A column that there is none of any more is not missed.
  expect(savedViews({ views: [{ name: 'x', query: late, hidden: ['colour', 'due'] }] })[0]?.hidden).toEqual(['due']);
});
