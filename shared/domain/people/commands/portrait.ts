import * as z from 'zod';
import { changes, defineCommand, insert, patch, ref } from '../../kernel/command.ts';
import { idSchema } from '../../kernel/ids.ts';
import { portrait, portraitText } from '../entities.ts';

/** ACC-07: a person's picture for a company's desks; null takes it away. */
export const publishPortrait = defineCommand({
  name: 'portrait.publish',
  area: 'support',
  schema: 1,
  input: z.strictObject({ id: idSchema, jpeg: portraitText.nullable() }),
  reads: (input) => ({ row: ref(portrait, input.id) }),
  decide: ({ row }, { id, jpeg }) => changes([row.state === 'row' ? patch(portrait, id, { jpeg }) : insert(portrait, id, { jpeg })]),
});
