import { sql, type Kysely } from 'kysely';

/** TKT-01: the form for a company's web site. In `auth` the code stands only while the form is served. */
export const siteForm = {
  async up(db: Kysely<unknown>): Promise<void> {
    await sql
      .raw(
        `
alter table app.company
  add column site_form boolean not null default false,
  add column site_origins text not null default '';
alter table auth.tenant
  add column site_code text unique,
  add column site_origins text not null default '';
`,
      )
      .execute(db);
  },
};
