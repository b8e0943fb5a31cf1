import { serialize } from 'bson';
import { answer, bodyOf, listen } from '../http.mjs';

/** As the service cuts its pages. */
const OPERATIONS_A_LINE = 1_000;
const BUCKET = 'tickets[]';

/**
 * Stands in for the PowerSync service, which needs a MongoDB or PostgreSQL of its own: one bucket that everyone sees, as
 * operations in memory; the stream of checkpoints and data lines, the write checkpoint, and an upload for the connector.
 * Lines go out as BSON, which the service prefers too.
 * @param {{ rows: any[] }} start
 */
export function serve({ rows }) {
  const operations = [];
  const clients = new Map();
  const streams = new Set();
  const add = ({ id, ...row }) => {
    operations.push({ op_id: String(operations.length + 1), op: 'PUT', object_type: 'tickets', object_id: id, checksum: 1, subkey: id, data: JSON.stringify(row) });
  };
  for (const row of rows) add(row);

  const send = (stream, line) => stream.response.write(serialize(line));
  /** Brings a stream up to the newest operation, and tells it which of its client's writes are in it. */
  const catchUp = (stream) => {
    const last = operations.length;
    const written = clients.get(stream.client);
    const checkpoint = {
      last_op_id: String(last), streams: [{ name: 'tickets', is_default: true, errors: [] }], ...(written === undefined ? {} : { write_checkpoint: String(written) }),
      buckets: [{ bucket: BUCKET, checksum: last, count: last, priority: 3, subscriptions: [{ default: 0 }] }],
    };
    send(stream, { checkpoint });
    for (let from = stream.sent; from < last; from += OPERATIONS_A_LINE) {
      const next = Math.min(last, from + OPERATIONS_A_LINE);
      send(stream, { data: { bucket: BUCKET, has_more: next < last, after: String(from), next_after: String(next), data: operations.slice(from, next) } });
    }
    stream.sent = last;
    send(stream, { checkpoint_complete: { last_op_id: String(last) } });
  };

  return listen(async (request, response) => {
    const url = new URL(request.url, 'http://loopback');
    if (url.pathname === '/sync/stream') {
      const { client_id: client, buckets } = await bodyOf(request);
      const stream = { client, response, sent: Number(buckets?.find(({ name }) => name === BUCKET)?.after ?? 0) };
      response.writeHead(200, { 'content-type': 'application/vnd.powersync.bson-stream' });
      send(stream, { token_expires_in: 3_600 });
      streams.add(stream);
      response.once('close', () => streams.delete(stream));
      return catchUp(stream);
    }
    if (url.pathname === '/write-checkpoint2.json') {
      const client = url.searchParams.get('client_id');
      clients.set(client, (clients.get(client) ?? 0) + 1);
      answer(response, { data: { write_checkpoint: String(clients.get(client)) } });
      for (const stream of streams) if (stream.client === client) catchUp(stream);
      return;
    }
    for (const { id, data } of await bodyOf(request)) add({ id, ...data });
    answer(response, {});
    // The writer's own stream waits for the write checkpoint, without which it could not apply what it would get.
    const writer = url.searchParams.get('client_id');
    for (const stream of streams) if (stream.client !== writer) catchUp(stream);
  });
}
