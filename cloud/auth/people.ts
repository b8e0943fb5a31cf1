import { v7 } from 'uuid';
import type { AccessLanguage } from '#shared/api/access.ts';
import type { Id } from '#shared/domain/kernel/ids.ts';
import type { Services } from '#cloud/services.ts';

export interface UnknownPerson {
  readonly email: string;
  readonly language: AccessLanguage;
  readonly firstName: string;
  readonly lastName: string;
  readonly phone: string;
}

/** ACC-02: the e-mail stands where first and last name are empty. */
export function shownName(firstName: string, lastName: string, email: string): string {
  return `${firstName} ${lastName}`.trim() || email;
}

/**
 * The person of an address, made where nobody has it. Somebody who is made here has no password: `provisional` opens the
 * creation of the user until it expires, and a later one lasts longer (ACC-01). Of somebody who is known nothing changes.
 *
 * @returns the person, and whether they have yet to choose a password
 */
export async function personForAddress(
  { pools, now }: Pick<Services, 'pools' | 'now'>,
  { email: typed, language, firstName, lastName, phone }: UnknownPerson,
  provisional: { readonly source: string; readonly expiresAt: number },
): Promise<{ id: Id; isNew: boolean }> {
  const email = typed.trim().toLowerCase();
  return pools.identity.transaction().execute(async (db) => {
    const fresh = v7();
    const name = shownName(firstName, lastName, email);
    await db
      .insertInto('person')
      .values({ id: fresh, name, email, phone, language, first_name: firstName, last_name: lastName, picture: null })
      .onConflict((conflict) => conflict.column('email').doNothing())
      .execute();
    const { id } = await db.selectFrom('person').select('id').where('email', '=', email).forUpdate().executeTakeFirstOrThrow();
    if (id === fresh) {
      const at = new Date(now());
      await db.insertInto('user').values({ id, name, email, emailVerified: false, image: null, createdAt: at, updatedAt: at }).execute();
    }
    const known = await db.selectFrom('account').select('id').where('userId', '=', id).executeTakeFirst();
    if (known) return { id, isNew: false };
    await db
      .insertInto('provisional')
      .values({ person_id: id, source: provisional.source, expires_at: provisional.expiresAt, created_at: now() })
      .onConflict((conflict) => conflict.column('person_id').doUpdateSet((row) => ({ expires_at: row.fn<number>('greatest', ['provisional.expires_at', 'excluded.expires_at']) })))
      .execute();
    return { id, isNew: true };
  });
}
