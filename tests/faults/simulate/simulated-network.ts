import type { Poke } from '#shared/api/sync.ts';
import { ROUTES } from '#shared/api/routes.ts';
import { CloudError } from '#core/cloud/cloud-error.ts';
import { createHttp, firstLineOver, jsonOver, type Http, type Reply, type Request } from '#core/cloud/http.ts';
import { problem, type Answer, type SimulatedCloud } from './simulated-cloud.ts';
import type { VirtualTime } from './virtual-time.ts';

/** What happens to one request. `late-5xx`: the cloud commits, and the answer says that it failed. */
export const FAULTS = [
  'drop-request', 'drop-answer', 'hang', 'duplicate', 'slow', 'truncate', 'html', '401', '403', 'renumber', 'too-new', '429', '503', 'late-5xx',
] as const;
export type Fault = (typeof FAULTS)[number];
export type FaultyPath = 'push' | 'pull' | 'me' | 'any';

/** The usual way there or back, ms. */
const USUAL = 30;
const SLOW = 20_000;
/** More requests in a minute than any desk here has a reason for. */
const MANY = 250;

/** One desk's way to the cloud. It outlives the programs that use it. */
export class SimulatedNetwork {
  readonly #time: VirtualTime;
  readonly #cloud: SimulatedCloud;
  readonly #planned: { on: FaultyPath; fault: Fault }[] = [];
  readonly #streams = new Set<() => void>();
  /** Requests of the last minute that had one, by the minute. */
  #minute = 0;
  #requests = 0;
  /** Told when the desk asks without a pause. */
  tooBusy: (requests: number) => void = () => undefined;
  /** Told of every request that reaches the cloud. */
  arrived: (path: string, token: string | null, body: unknown) => void = () => undefined;
  #online = true;

  constructor(time: VirtualTime, cloud: SimulatedCloud) {
    this.#time = time;
    this.#cloud = cloud;
  }

  plan(on: FaultyPath, fault: Fault, times: number): void {
    for (let left = times; left > 0; left -= 1) this.#planned.push({ on, fault });
  }

  setOnline(online: boolean): void {
    this.#online = online;
    if (!online) this.breakStreams();
  }

  /** Nothing fails any more. */
  heal(): void {
    this.#planned.length = 0;
    this.#online = true;
  }

  /** HTTP as the core knows it. Made for each life: answers go to who asked. */
  http(): Http {
    const send = (request: Request) => this.#send(request);
    // The client itself is for streams and downloads, which take other ways here.
    const pieces = async (request: Request) => {
      const { text, ...reply } = await send(request);
      return { ...reply, pieces: [Buffer.from(text)] };
    };
    const firstLine = firstLineOver(pieces);
    return { ...createHttp('http://simulated.invalid', '0'), send, pieces, json: jsonOver(send), firstLine, longLoad: () => ({ firstLine, end: () => undefined }) };
  }

  /** What `Cloud.events` does, without a stream of bytes. */
  events(token: string, signal: AbortSignal, onOpen: () => void, onPoke: (poke: Poke) => void): Promise<void> {
    return new Promise((_resolve, reject) => {
      const life = this.#time.life;
      this.#time.soon(() => {
        if (signal.aborted) return reject(new CloudError('cloud.cancelled', 0));
        if (!this.#online) return reject(new CloudError('cloud.unreachable', 0));
        const away = this.#cloud.listen(token, (poke) => void this.#time.soon(() => onPoke(poke), life, USUAL));
        if (!away) return reject(new CloudError('auth.required', 401));
        const end = () => {
          away();
          this.#streams.delete(breaks);
          reject(new CloudError('cloud.unreachable', 0));
        };
        const breaks = () => void this.#time.soon(end, life);
        this.#streams.add(breaks);
        signal.addEventListener('abort', end, { once: true });
        onOpen();
      }, life, USUAL);
    });
  }

  /** The cloud went away and came back: streams end, requests fail or not as they are on their way. */
  breakStreams(): void {
    for (const breaks of this.#streams) breaks();
  }

  #count(): void {
    const minute = Math.floor(this.#time.now / 60_000);
    this.#requests = minute === this.#minute ? this.#requests + 1 : 1;
    this.#minute = minute;
    if (this.#requests === MANY) this.tooBusy(MANY);
  }

  #faultOf(path: string): Fault | undefined {
    const at = this.#planned.findIndex(({ on }) => on === 'any' || (on === 'me' ? path === ROUTES.me : path === ROUTES[on]));
    return at < 0 ? undefined : this.#planned.splice(at, 1)[0]?.fault;
  }

  #send(request: Request): Promise<Reply> {
    const time = this.#time;
    const life = time.life;
    if (life?.alive === false) return new Promise(() => undefined);
    const fault = this.#faultOf(request.path);
    this.#count();
    const body: unknown = request.body === undefined ? undefined : JSON.parse(JSON.stringify(request.body));
    return new Promise((resolve, reject) => {
      const fail = (code: string) => reject(new CloudError(code, 0));
      const timeout = time.in(request.timeout, () => fail('cloud.timeout'), life);
      request.signal.addEventListener('abort', () => fail('cloud.cancelled'), { once: true });
      if (request.signal.aborted) return fail('cloud.cancelled');
      const lost = () => void time.soon(() => fail('cloud.unreachable'), life, USUAL);
      if (!this.#online || fault === 'drop-request') return lost();
      const back = (answer: Answer) => {
        time.soon(() => {
          time.cancel(timeout);
          if (!this.#online) return fail('cloud.unreachable');
          resolve({ status: answer.status, text: answer.text, header: (name) => answer.headers?.[name] });
        }, life, fault === 'slow' ? SLOW : USUAL);
      };
      const instead = insteadOf(fault);
      const arrive = (answered: (answer: Answer) => void) => {
        if (instead) return answered(instead);
        this.arrived(request.path, request.token, body);
        void this.#cloud.answer({ path: request.path, token: request.token, body }).then(answered);
      };
      // The cloud's own work belongs to no desk: it goes on when the desk dies.
      time.soon(() => arrive((answer) => {
        if (fault === 'hang') return;
        if (fault === 'drop-answer') return lost();
        if (fault === 'late-5xx') return back({ status: 502, text: '<html>' });
        back(fault === 'truncate' ? { ...answer, text: answer.text.slice(0, answer.text.length / 2) } : answer);
      }), NOBODY, fault === 'slow' ? SLOW : USUAL);
      if (fault === 'duplicate') time.soon(() => arrive(() => undefined), NOBODY, SLOW);
    });
  }
}

/** Whose events always happen. */
export const NOBODY = { name: 'the cloud', alive: true };

/** An answer that comes from somewhere else, or before anything was done. */
function insteadOf(fault: Fault | undefined): Answer | undefined {
  switch (fault) {
    case 'html':
      return { status: 200, text: '<html>Welcome to our hotel</html>' };
    case '401':
      return problem(401, 'auth.required', undefined);
    case '403':
      return problem(403, 'tenant.forbidden', undefined);
    case 'renumber':
      return problem(409, 'client.renumber', undefined);
    case 'too-new':
      return problem(409, 'sync.too_new', undefined);
    case '429':
      return problem(429, 'rate.limited', 20);
    case '503':
      return { status: 503, text: 'busy' };
    default:
      return undefined;
  }
}
