import { v7 } from 'uuid';
import type { Id } from '#shared/domain/kernel/ids.ts';
import { commandOf } from '#shared/domain/registry.ts';
import { codeReplySchema, DEVICE_HEADER, type CodeRequest, type SignInDevice } from '#shared/api/access.ts';
import { ROUTES } from '#shared/api/routes.ts';
import {
  meSchema, pushReplySchema, readPullReply, START, SYNC_SCHEMA, type CommandResult, type Cursor, type Feed, type Me, type PullReply, type Table,
} from '#shared/api/sync.ts';
import { newToken } from '#cloud/auth/secrets.ts';
import { PASSWORD } from './small-data.ts';

export interface TestCommand {
  readonly id: Id;
  readonly number: number;
  readonly body: string;
}
export interface Answer {
  readonly status: number;
  readonly body: unknown;
  readonly headers: Headers;
}

/** The least of a desk that talks to the cloud as a real one does: over HTTP, with checked replies. Keeps no rows. */
export class TestDesk {
  readonly url: string;
  readonly client: Id = v7();
  incarnation: Id = v7();
  token = '';
  readonly device: SignInDevice = { id: v7(), secret: newToken(), name: 'Linux, banco di prova' };
  trust: string | null = null;
  #numbers = new Map<Id, number>();

  constructor(url: string) {
    this.url = url;
  }

  static async signedIn(url: string, email: string, password: string = PASSWORD): Promise<TestDesk> {
    const desk = new TestDesk(url);
    const answer = await desk.signIn(email, password);
    if (answer.status !== 200) throw new Error(`sign-in: ${answer.status} ${JSON.stringify(answer.body)}`);
    if (desk.token === '') throw new Error(`sign-in: another step is asked for: ${JSON.stringify(answer.body)}`);
    return desk;
  }

  /** The password's step; keeps the token where it was enough. */
  async signIn(email: string, password: string = PASSWORD): Promise<Answer> {
    return this.#signed(await this.ask('POST', ROUTES.signIn, { email, password, device: this.device, trust: this.trust }));
  }

  /** The code's step; keeps the token and, where it was asked for, the trust. */
  async code(challenge: string, code: string, kind: CodeRequest['kind'] = 'email', trust = false): Promise<Answer> {
    return this.#signed(await this.ask('POST', ROUTES.code, { challenge, code, kind, trust, device: this.device }));
  }

  #signed(answer: Answer): Answer {
    const signed = codeReplySchema.partial({ trust: true }).safeParse(answer.body);
    if (answer.status !== 200 || !signed.success) return answer;
    this.token = signed.data.token;
    this.trust = signed.data.trust ?? this.trust;
    return answer;
  }

  /** `body` is sent as JSON, or as it is where it is a string. The answer's body is parsed where it is JSON. */
  async ask(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answer> {
    const response = await fetch(this.url + path, {
      method,
      headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...(this.token === '' ? {} : { authorization: `Bearer ${this.token}`, [DEVICE_HEADER]: this.device.secret }), ...headers },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, body: response.headers.get('content-type')?.includes('application/json') && text !== '' ? JSON.parse(text) : text };
  }

  async me(): Promise<Me> {
    return meSchema.parse((await this.ask('GET', ROUTES.me)).body);
  }

  async feed(tenant: Id): Promise<Feed> {
    const feed = (await this.me()).feeds.find((one) => one.tenant === tenant);
    if (!feed) throw new Error('no such feed');
    return feed;
  }

  /** A command with the tenant's next number. `bases` as a desk's own run would have found them. */
  command(tenant: Id, name: string, input: unknown, more: { now?: number; bases?: Record<string, number>; id?: Id; schema?: number } = {}): TestCommand {
    const number = (this.#numbers.get(tenant) ?? 0) + 1;
    this.#numbers.set(tenant, number);
    const now = more.now ?? Date.now();
    const body = JSON.stringify({ name, schema: more.schema ?? commandOf(name)?.schema ?? 1, input, now, typed: now, bases: more.bases ?? {} });
    return { id: more.id ?? v7(), number, body };
  }

  pushRaw(tenant: Id, commands: readonly TestCommand[], more: Record<string, unknown> = {}): Promise<Answer> {
    const { client, incarnation } = this;
    return this.ask('POST', ROUTES.push, { client, incarnation, schema: SYNC_SCHEMA, tenant, commands, ...more });
  }

  async push(tenant: Id, commands: readonly TestCommand[]): Promise<CommandResult[]> {
    const answer = await this.pushRaw(tenant, commands);
    if (answer.status !== 200) throw new Error(`push: ${answer.status} ${JSON.stringify(answer.body)}`);
    return pushReplySchema.parse(answer.body).results;
  }

  /** Makes, pushes and answers for one command. */
  async run(tenant: Id, name: string, input: unknown, more: { now?: number; bases?: Record<string, number> } = {}): Promise<CommandResult> {
    const [result] = await this.push(tenant, [this.command(tenant, name, input, more)]);
    if (!result) throw new Error('no result');
    return result;
  }

  async pull(tenant: Id, cursor: Cursor = START, limit = 5000, scope?: string): Promise<PullReply> {
    const { client, incarnation } = this;
    const answer = await this.ask('POST', ROUTES.pull, { client, incarnation, schema: SYNC_SCHEMA, tenant, cursor, limit, scope: scope ?? (await this.feed(tenant)).scope });
    if (answer.status !== 200) throw new Error(`pull: ${answer.status} ${JSON.stringify(answer.body)}`);
    return readPullReply(String(answer.body));
  }

  /** All pages from the cursor on. */
  async pullAll(tenant: Id, from: Cursor = START, limit = 5000): Promise<{ pages: Extract<PullReply, { state: 'page' }>[]; cursor: Cursor; rows: Map<string, Record<string, unknown>> }> {
    const pages: Extract<PullReply, { state: 'page' }>[] = [];
    const rows = new Map<string, Record<string, unknown>>();
    const { scope } = await this.feed(tenant);
    let cursor = from;
    for (;;) {
      const page = await this.pull(tenant, cursor, limit, scope);
      if (page.state !== 'page') throw new Error(`reset: ${page.why}`);
      pages.push(page);
      for (const table of page.tables) for (const row of rowsOf(table)) rows.set(`${table.entity}/${String(row['id'])}`, row);
      cursor = page.cursor;
      if (page.complete) return { pages, cursor, rows };
    }
  }
}

export function rowsOf(table: Table): Record<string, unknown>[] {
  return table.rows.map((row) => Object.fromEntries(table.columns.map((column, index) => [column, row[index] ?? null])));
}
