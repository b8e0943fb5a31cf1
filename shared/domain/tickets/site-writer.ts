import type { Id } from '../kernel/ids.ts';
import type { Ticket } from './rules.ts';

/** Who stands in a request for somebody who wrote by the web site's form and is none of the company's people (TKT-01). */
export const SITE_WRITER: Id = '00000000-0000-8000-8000-000000000001';

/** Whether the requester has no desk here, so that a mail is all they can read. */
export function isFromOutside({ requesterId }: Pick<Ticket, 'requesterId'>): boolean {
  return requesterId === SITE_WRITER;
}
