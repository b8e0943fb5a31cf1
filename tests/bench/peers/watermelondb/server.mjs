import { answer, bodyOf, listen, Listeners } from '../http.mjs';

/**
 * The least that speaks WatermelonDB's sync protocol: rows in memory in the order of their last change, whose count
 * and one (a time is never nought) stands for the time. WatermelonDB leaves it to the program when to pull: `/events` says so to all but the writer.
 * @param {{ rows: any[] }} start
 */
export function serve({ rows }) {
  const changes = [...rows];
  const listeners = new Listeners();
  return listen(async (request, response) => {
    const url = new URL(request.url, 'http://loopback');
    const name = url.searchParams.get('name') ?? '';
    if (url.pathname === '/events') return listeners.add(name, response);
    if (url.pathname === '/pull') {
      const since = Number(url.searchParams.get('since'));
      const found = changes.slice(Math.max(0, since - 1));
      const tickets = since === 0 ? { created: found, updated: [], deleted: [] } : { created: [], updated: found, deleted: [] };
      return answer(response, { changes: { tickets }, timestamp: changes.length + 1 });
    }
    const { tickets } = await bodyOf(request);
    for (const { _status, _changed, ...row } of [...tickets.created, ...tickets.updated]) changes.push(row);
    answer(response, {});
    listeners.tell('pull', name);
  });
}
