import { answer, bodyOf, listen, Listeners } from '../http.mjs';

/**
 * The least that speaks RxDB's replication over HTTP: pull after a checkpoint, push with the state that was assumed, and
 * a stream of what changes. Rows lie in memory in the order of their last change, whose count is the checkpoint.
 * @param {{ rows: any[] }} start
 */
export function serve({ rows }) {
  const changes = rows.map((row) => ({ ...row, _deleted: false }));
  const newest = new Map(changes.map((row) => [row.id, row]));
  const listeners = new Listeners();
  return listen(async (request, response) => {
    const url = new URL(request.url, 'http://loopback');
    if (url.pathname === '/events') return listeners.add('', response);
    if (url.pathname === '/pull') {
      const since = Number(url.searchParams.get('since'));
      const documents = changes.slice(since, since + Number(url.searchParams.get('limit')));
      return answer(response, { documents, checkpoint: { count: since + documents.length } });
    }
    const conflicts = [];
    const documents = [];
    for (const { newDocumentState, assumedMasterState } of await bodyOf(request)) {
      const known = newest.get(newDocumentState.id);
      if (known && JSON.stringify(known) !== JSON.stringify(assumedMasterState)) conflicts.push(known);
      else documents.push(newDocumentState);
    }
    for (const document of documents) newest.set(document.id, document);
    changes.push(...documents);
    answer(response, conflicts);
    if (documents.length > 0) listeners.tell({ documents, checkpoint: { count: changes.length } });
  });
}
