import type { Id } from '#shared/domain/kernel/ids.ts';
import { document, documentFile } from '#shared/domain/library/entities.ts';
import { documentMarks, type DocumentMark } from '#cloud/db/library-rows.ts';
import { readRow } from '#cloud/db/read-row.ts';
import type { Services } from '#cloud/services.ts';
import { runSystem } from '#cloud/sync/run-system.ts';
import { idOfEvent, systemSeat } from '#cloud/system-ids.ts';

type Place = Pick<Services, 'pools' | 'place' | 'access' | 'now'>;

/**
 * Brings the vendor's library to each customer that it serves (DOC-01, decision 0014): what is new or changed, by a
 * command whose id says which text it is, so that running it twice, here and elsewhere, changes nothing.
 * @returns how many copies were written
 */
export async function publishLibrary(services: Place, vendor: Id): Promise<number> {
  const { pools, now } = services;
  const library = await documentMarks(pools.app, systemSeat(vendor), false);
  if (library.length === 0) return 0;
  const at = now();
  const customers = await pools.identity
    .selectFrom('service_contract')
    .select('customer_id')
    .distinct()
    .where('vendor_id', '=', vendor)
    .where('starts_at', '<=', at)
    .where(({ eb, or }) => or([eb('ends_at', 'is', null), eb('ends_at', '>', at)]))
    .execute();
  let written = 0;
  for (const { customer_id: customer } of customers) {
    const copies = new Map((await documentMarks(pools.app, systemSeat(customer), true)).map((copy) => [copy.id, copy]));
    for (const mark of library) {
      const copy = copies.get(mark.id);
      // What never was there need not be taken away.
      if (isSame(mark, copy) || (copy === undefined && mark.state === 'withdrawn')) continue;
      if (await copyTo(services, vendor, customer, mark)) written += 1;
    }
  }
  return written;
}

/** Every vendor's, for the clock: what was written while nobody could bring it on. */
export async function publishLibraries(services: Place): Promise<number> {
  const vendors = await services.pools.identity.selectFrom('tenant').select('id').where('kind', '=', 'vendor').execute();
  let written = 0;
  for (const { id } of vendors) written += await publishLibrary(services, id);
  return written;
}

function isSame(mark: DocumentMark, copy: DocumentMark | undefined): boolean {
  return copy !== undefined && copy.version === mark.version && copy.state === mark.state && copy.updated_at === mark.updated_at;
}

async function copyTo({ pools, place, access, now }: Place, vendor: Id, customer: Id, { id }: DocumentMark): Promise<boolean> {
  const row = await readRow(pools.app, systemSeat(vendor), document, id);
  if (!row) return false;
  const manual = typeof row['fileId'] === 'string' ? await readRow(pools.app, systemSeat(vendor), documentFile, row['fileId']) : null;
  const arrived = manual?.['state'] === 'available';
  // Nobody is shown a manual that they cannot have yet: what was there before stays until its bytes are here. What is taken
  // away goes at once; should it be given back, that is another text to bring.
  if (manual !== null && !arrived && row['state'] === 'published') return false;
  const file = manual && arrived ? pick(row['fileId'], manual) : null;
  const { section, language, title, body, state, version, authorId, authorName, createdAt, updatedAt, updatedByName } = row;
  const values = { section, language, title, body, state, version, authorId, authorName, createdAt, updatedAt, updatedByName };
  const outcome = await runSystem(place, {
    tenant: customer,
    vendor: await access.vendorOf(customer),
    id: idOfEvent('document.publish', customer, id, Number(version), String(state), Number(updatedAt)),
    name: 'document.publish',
    input: { documentId: id, values, file },
    now: now(),
  });
  // A company that happens to have a document of its own under this id keeps it; everybody else gets theirs.
  if (outcome.state === 'refused' && outcome.refusal.code !== 'document.exists') throw new Error(`document.publish was refused: ${outcome.refusal.code}`);
  return true;
}

/** A file's row as the command takes it. */
function pick(id: unknown, { name, size, mime, sha256, text, byId, at }: Record<string, unknown>): Record<string, unknown> {
  return { id, name, size: Number(size), mime, sha256, text, byId, at: Number(at) };
}
