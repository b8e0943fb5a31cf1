import type { TicketQuery } from '#shared/rpc/contract.ts';

/** All that may be seen, without any filter. */
export const EVERY_REQUEST: TicketQuery = {
  tenant: null,
  sort: 'created',
  code: null,
  status: 'any',
  priority: null,
  type: null,
  createdFrom: null,
  createdTo: null,
  text: null,
  operator: 'any',
  due: 'any',
  onlyPrivate: false,
};
