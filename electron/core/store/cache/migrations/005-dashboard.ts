/** What the dashboard counts and lists without reading tickets (DSH-03): closed by week, and what waits for its customer. */
export const migration005 = {
  version: 5,
  sql: `
    CREATE INDEX ticket_closed ON ticket (closed_at, feed) WHERE closed_at IS NOT NULL;
    CREATE INDEX ticket_asks ON ticket (last_reply_at, requester_id, contact_id, feed) WHERE status = 'waiting_for_customer';
  `,
} as const;
