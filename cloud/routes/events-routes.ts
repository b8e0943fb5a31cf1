import { ROUTES } from '#shared/api/routes.ts';
import type { Feed, Poke } from '#shared/api/sync.ts';
import type { Id } from '#shared/domain/kernel/ids.ts';
import { ApiProblem } from '#cloud/api-problem.ts';
import type { Services } from '#cloud/services.ts';
import { credentialsOf } from './gate.ts';
import { personOf, type App } from './route.ts';

const HEARTBEAT = 20_000;
/** Of one person at once: many desks of theirs, and no more connections than the cloud can spare. */
const MOST_STREAMS = 50;

function servedIn(feeds: readonly Feed[]): Id[] {
  return feeds.filter(({ side, areas }) => side === 'vendor' && areas.includes('support')).map(({ tenant }) => tenant);
}

/**
 * Server-sent events that only say *pull now* (sync.md, Cloud: pull), and who is writing (DET-10). A line every 20 s keeps proxies from closing a quiet
 * stream, lets a dead one be noticed on both sides, and is when the token is asked again.
 */
export function addEventsRoutes(app: App, { access, tokens, pokes }: Services): void {
  const open = new Set<() => void>();
  app.addHook('preClose', async () => {
    for (const end of open) end();
  });

  app.get(
    ROUTES.events,
    {
      config: { auth: 'person', tenant: 'none', rate: { max: 300, seconds: 60 } },
      schema: { tags: ['sync'], summary: 'A stream of pokes: {tenant, seq} or {me: true}' },
    },
    async (request, reply) => {
      const person = personOf(request);
      const me = await access.me(person);
      if (!me) throw new ApiProblem(401, 'auth.required', 'sign in');
      if (pokes.streamsOf(person) >= MOST_STREAMS) throw new ApiProblem(429, 'rate.limited', 'too many streams of one person', 60);
      const credentials = credentialsOf(request);
      void reply.hijack();
      const stream = reply.raw;
      stream.writeHead(200, {
        'content-type': 'text/event-stream; charset=utf-8',
        'cache-control': 'no-store, no-transform',
        connection: 'keep-alive',
        // nginx would otherwise keep the lines until it has a page of them.
        'x-accel-buffering': 'no',
      });
      const tenants = new Set(me.feeds.map((feed) => feed.tenant));
      const served = new Set(servedIn(me.feeds));
      // A desk that is gone shows as an error of the next line; the close tidies up.
      stream.on('error', () => undefined);
      const end = () => void stream.end();
      const line = (text: string) => {
        if (!stream.writableEnded) stream.write(text);
      };
      const write = (poke: Poke) => line(`data: ${JSON.stringify(poke)}\n\n`);
      const renew = async () => {
        const now = (await access.me(person))?.feeds ?? [];
        tenants.clear();
        served.clear();
        for (const { tenant } of now) tenants.add(tenant);
        for (const tenant of servedIn(now)) served.add(tenant);
      };
      // Whose sign-in was ended hears no more of anything but that they are to ask who they are (ACC-07, R5).
      const dismiss = () => {
        write({ me: true });
        end();
      };
      const askAgain = () => void tokens.personOf(credentials, true).then((still) => (still === person ? undefined : dismiss()), end);
      const leave = pokes.add({
        person,
        tenants,
        served,
        askAgain,
        end,
        send: (poke) => {
          if ('me' in poke) void renew().then(() => write(poke), end);
          else write(poke);
        },
      });
      const heartbeat = setInterval(() => {
        line(': alive\n\n');
        askAgain();
      }, HEARTBEAT);
      open.add(end);
      stream.once('close', () => {
        clearInterval(heartbeat);
        leave();
        open.delete(end);
      });
      line('retry: 1000\n: hello\n\n');
    },
  );
}
