/** A ticket's columns beside its id, with their kinds; all may be null but those that the lists sort by. */
export const COLUMNS = Object.entries({
  number: 'number', title: 'string', type: 'string', area: 'string', priority: 'string', blocking_reason: 'string', status: 'string',
  requester_id: 'string', requester_name: 'string', contact_id: 'string', contact_name: 'string',
  email: 'string', account_email: 'string', phone: 'string', contact_preference: 'string', operator_id: 'string', operator_name: 'string',
  created_at: 'number', updated_at: 'number', last_reply_at: 'number', closed_at: 'number', related_to: 'string',
  plain: 'string', description: 'string', capsule: 'string',
});

/** What our lists sort by or look up; a peer that knows indexes has one for each. */
export const INDEXED = ['number', 'priority', 'created_at', 'last_reply_at'];

export const PAGE = 50;
