/** TKT-01: the form for a company's web site, off as in the cloud's own migration. */
export const migration011 = {
  version: 11,
  sql: `
    ALTER TABLE company ADD COLUMN site_form INTEGER DEFAULT 0;
    ALTER TABLE company ADD COLUMN site_origins TEXT DEFAULT '';
  `,
} as const;
