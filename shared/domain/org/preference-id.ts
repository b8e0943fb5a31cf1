import { v5 } from 'uuid';
import type { Id } from '../kernel/ids.ts';

/** The row of one person's preference: the same on every device of theirs, and nobody else's to take. */
export function preferenceId(person: Id, key: string): Id {
  return v5(key, person);
}
