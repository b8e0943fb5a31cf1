/** TKT-15: a company whose people ask with title, priority and description alone; off as in the cloud's own migration. */
export const migration012 = {
  version: 12,
  sql: 'ALTER TABLE support_settings ADD COLUMN simple_form INTEGER DEFAULT 0;',
} as const;
