import { expect, test } from 'vitest';
import { idSchema } from './ids.ts';

test('an id has one spelling: lower case, with hyphens, a version and a variant', () => {
  expect(idSchema.safeParse('0197a8a2-1111-7000-8000-000000000001').success).toBe(true);
  for (const wrong of [
    '0197A8A2-1111-7000-8000-000000000001', '0197a8a2111170008000000000000001', '{0197a8a2-1111-7000-8000-000000000001}',
    '0197a8a2-1111-0000-8000-000000000001', '0197a8a2-1111-7000-c000-000000000001', ' 0197a8a2-1111-7000-8000-000000000001', "'; drop table ticket", '',
  ]) {
    expect(idSchema.safeParse(wrong).success, wrong).toBe(false);
  }
});
