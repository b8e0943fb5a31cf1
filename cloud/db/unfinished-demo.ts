import type pg from 'pg';

/** Notes that demonstration data is being made: until `endDemo` nobody has worked with this database. */
export async function beginDemo(owner: pg.Pool): Promise<void> {
  await owner.query('create table schema_version.unfinished_demo ()');
}

export async function endDemo(owner: pg.Pool): Promise<void> {
  await owner.query('drop table schema_version.unfinished_demo');
}

/** Empties a database whose demonstration data was interrupted half-way, so that it is made anew. */
export async function discardUnfinishedDemo(owner: pg.Pool, progress: (line: string) => void): Promise<void> {
  const { rows } = await owner.query<{ found: boolean }>("select to_regclass('schema_version.unfinished_demo') is not null as found");
  if (!rows[0]?.found) return;
  progress('The demonstration data was interrupted half-way: starting it over …');
  await owner.query('drop schema if exists app, auth, pgboss, schema_version cascade');
}
