import { join } from 'node:path';
import { expect, test } from 'vitest';
import { LISTED_FIELDS, type TicketQuery } from '#shared/rpc/contract.ts';
import { ALL, cloudMessage, cloudTicket, cursorAt, MARIO, newId, NICOLO, NOW, OTHER, page, TENANT, temporaryFolder, type CloudRow } from '../../fixtures.ts';
import type { WriteDatabase } from '../../sqlite/handles.ts';
import { CacheReader } from '../cache-reader.ts';
import { CacheWriter } from '../cache-writer.ts';
import { deleteDropped } from '../dropped-feeds.ts';
import { indexWords } from '../index-words.ts';
import { openCache, openCacheForReading } from '../open-cache.ts';

interface Desk {
  readonly writer: CacheWriter;
  readonly reader: CacheReader;
  readonly database: WriteDatabase;
  put(rows: readonly CloudRow[], tenant?: string): void;
}

/** The cache without its threads, on a real file. */
function withCache(work: (desk: Desk) => void): void {
  const { folder, remove } = temporaryFolder();
  const { database } = openCache(join(folder, 'cache.db'), NOW);
  const read = openCacheForReading(join(folder, 'cache.db'));
  const writer = new CacheWriter(database, (text) => expect.fail(text));
  const reader = new CacheReader(read);
  const put = (rows: readonly CloudRow[], tenant = TENANT) => {
    const { seq } = reader.cursor(tenant);
    expect(writer.applyPage(tenant, cursorAt(seq), page(seq + 1, rows), NOW)).toMatchObject({ applied: true });
    while (indexWords(database, 5));
  };
  try {
    work({ writer, reader, database, put });
  } finally {
    read.close();
    database.close();
    remove();
  }
}

const HOUR = 3_600_000;

test('SLA-01: the list sorts by due date and narrows to what is due within a day or late; what stands still or is closed is neither', () =>
  withCache(({ reader, put }) => {
    const day = 86_400_000;
    const late = { dueAt: NOW - 1 };
    const rows: [string, object][] = [
      ['later', { dueAt: NOW + 3 * day }], ['late', late], ['soon', { dueAt: NOW + day }], ['paused', { ...late, pausedAt: NOW - 2 }], ['closed', { ...late, status: 'closed', closedAt: NOW }],
      ['none', { dueAt: null }],
    ];
    put(rows.map(([title, change]) => cloudTicket(newId(), 1, { title, ...change })));
    const titles = (change: object) => reader.listTickets({ ...ALL, ...change }, 0, 50, MARIO.personId, NOW).rows.map((row) => row.title);
    expect(titles({ sort: 'due' }).slice(0, 3)).toEqual(['late', 'soon', 'later']);
    expect(titles({ due: 'overdue' })).toEqual(['late']);
    expect(titles({ due: 'soon' })).toEqual(['soon']);
    expect(reader.listTickets({ ...ALL, due: 'overdue', status: 'open' }, 0, 0, MARIO.personId, NOW).total).toBe(1);
  }));

test('DET-10, DET-07: the requests that one has to do with are found both ways', () =>
  withCache(({ reader, put }) => {
    const [old, mine, follow, merged] = [newId(), newId(), newId(), newId()];
    put([
      cloudTicket(old, 1, { title: 'old', status: 'closed' }), cloudTicket(mine, 1, { title: 'mine', relatedTo: old }),
      cloudTicket(follow, 1, { title: 'follow', relatedTo: mine }), cloudTicket(merged, 1, { title: 'merged', mergedInto: mine, status: 'closed' }),
    ]);
    const related = (id: string) => reader.ticket(TENANT, id)?.related.map(({ how, title, status }) => [how, title, status]);
    expect(related(mine)).toEqual([['follows', 'old', 'closed'], ['followed_by', 'follow', 'unassigned'], ['merged_from', 'merged', 'closed']]);
    expect(related(old)).toEqual([['followed_by', 'mine', 'unassigned']]);
    expect(related(merged)).toEqual([['merged_into', 'mine', 'unassigned']]);
    expect(related(newId())).toBeUndefined();
  }));

test('LST-01: one sort at a time, the newest first, blocking before high before normal before low', () => {
  withCache(({ reader, put }) => {
    const make = (title: string, priority: string, created: number, replied: number) =>
      cloudTicket(newId(), 5, { title, priority, createdAt: NOW + created * HOUR, lastReplyAt: NOW + replied * HOUR });
    put([make('a', 'low', 1, 9), make('b', 'blocking', 2, 3), make('c', 'normal', 3, 8), make('d', 'high', 4, 5), make('e', 'blocking', 5, 6)]);
    const titles = (sort: TicketQuery['sort'], tenant: string | null) =>
      reader.listTickets({ ...ALL, sort, tenant }, 0, 50, MARIO.personId).rows.map((row) => row.title).join('');
    for (const tenant of [null, TENANT]) {
      expect(titles('created', tenant)).toBe('edcba');
      expect(titles('last_reply', tenant)).toBe('acedb');
      expect(titles('priority', tenant)).toBe('ebdca');
    }
    const second = reader.listTickets(ALL, 2, 2, MARIO.personId);
    expect(second.rows.map((row) => row.title).join('')).toBe('cb');
    expect(second).toMatchObject({ total: 5, counts: { all: 5, open: 5 } });
  });
});

test('LST-01: each filter leaves out the others’ rows, the total says how many, the counts ignore filters', () => {
  withCache(({ reader, put }) => {
    const mine = { operatorId: NICOLO.personId, operatorName: NICOLO.name };
    put([
      cloudTicket(newId(), 1, { title: 'a', number: 11, status: 'closed', closedAt: NOW, ...mine }),
      cloudTicket(newId(), 2, { title: 'b', number: 12, status: 'in_progress', priority: 'high', ...mine }),
      cloudTicket(newId(), 3, { title: 'c', number: 13, status: 'in_progress', type: 'appointment', operatorId: newId(), operatorName: 'ALTRA' }),
      cloudTicket(newId(), 4, { title: 'd', number: 14, priority: 'high', createdAt: NOW + HOUR }),
    ]);
    put([cloudTicket(newId(), 1, { title: 'x', number: 11 })], OTHER);
    const asked = (change: Partial<TicketQuery>) => {
      const found = reader.listTickets({ ...ALL, tenant: TENANT, ...change }, 0, 50, NICOLO.personId);
      expect(found.total).toBe(found.rows.length);
      expect(found.counts).toEqual({ all: 4, open: 3 });
      return found.rows.map((row) => row.title).sort().join('');
    };
    expect(asked({})).toBe('abcd');
    expect(asked({ status: 'open' })).toBe('bcd');
    expect(asked({ status: 'closed' })).toBe('a');
    expect(asked({ priority: 'high' })).toBe('bd');
    expect(asked({ type: 'appointment' })).toBe('c');
    expect(asked({ type: 'assistance' })).toBe('abd');
    expect(asked({ operator: 'none' })).toBe('d');
    expect(asked({ operator: 'mine' })).toBe('ab');
    expect(asked({ operator: 'mine', status: 'open', priority: 'high' })).toBe('b');
    expect(asked({ code: 11 })).toBe('a');
    expect(asked({ code: 99 })).toBe('');
    expect(asked({ createdFrom: NOW })).toBe('d');
    expect(asked({ createdTo: NOW })).toBe('abc');
    expect(asked({ createdFrom: NOW + HOUR, createdTo: NOW + HOUR })).toBe('d');
    expect(reader.listTickets({ ...ALL, code: 11 }, 0, 50, MARIO.personId).rows).toHaveLength(2);
    expect(reader.listTickets(ALL, 0, 50, MARIO.personId).counts).toEqual({ all: 5, open: 4 });
  });
});

test('LST-01: the counts stay right when tickets change, close and go', () => {
  withCache(({ reader, put }) => {
    const [a, b] = [newId(), newId()];
    put([cloudTicket(a, 1), cloudTicket(b, 2)]);
    put([cloudTicket(a, 3, { status: 'closed', priority: 'high' })]);
    expect(reader.listTickets(ALL, 0, 50, MARIO.personId)).toMatchObject({ total: 2, counts: { all: 2, open: 1 } });
    expect(reader.listTickets({ ...ALL, status: 'closed', priority: 'high' }, 0, 50, MARIO.personId).total).toBe(1);
    put([{ entity: 'ticket', id: a, seq: 4 }]);
    expect(reader.listTickets(ALL, 0, 50, MARIO.personId)).toMatchObject({ total: 1, counts: { all: 1, open: 1 } });
  });
});

test('LST-01: words anywhere in title, description and answers narrow the list too', () => {
  withCache(({ reader, put }) => {
    const [a, b, c] = [newId(), newId(), newId()];
    put([
      cloudTicket(a, 1, { title: 'Fattura sbagliata' }), cloudTicket(b, 2, { plain: 'manca la fattura' }), cloudTicket(c, 3),
      cloudMessage(newId(), c, 4, 'ecco la FATTURA'), cloudTicket(newId(), 5),
    ]);
    const found = reader.listTickets({ ...ALL, text: 'fattur' }, 0, 2, MARIO.personId);
    expect(found).toMatchObject({ total: 3, counts: { all: 4 } });
    expect(found.rows).toHaveLength(2);
    expect(reader.listTickets({ ...ALL, text: 'fattura sbagliata' }, 0, 50, MARIO.personId).rows.map((row) => row.id)).toEqual([a]);
    expect(reader.listTickets({ ...ALL, text: '  ' }, 0, 50, MARIO.personId).total).toBe(4);
    expect(reader.listTickets({ ...ALL, text: '"' }, 0, 50, MARIO.personId).total).toBe(0);
  });
});

test('LST-01, LST-03: a list row has the first line that has words, what lists show and nothing more: a long text or a field for nobody would be carried a hundred times a page', () => {
  withCache(({ reader, put }) => {
    put([cloudTicket(newId(), 1, { plain: '\n  \nPrima vera riga\nseconda', private: true })]);
    const row = reader.listTickets(ALL, 0, 50, MARIO.personId).rows[0];
    expect(row).toMatchObject({ firstLine: 'Prima vera riga', tenant: TENANT, private: true, requesterName: 'MARIO ROSSI', status: 'unassigned' });
    expect(Object.keys(row ?? {}).toSorted()).toEqual([...LISTED_FIELDS, 'firstLine', 'id', 'rev', 'sync', 'tenant', 'tenantName'].toSorted());
  });
});

test('search folds accents and case, finds the last word from its beginning, and marks the hits', () => {
  withCache(({ reader, put }) => {
    const id = newId();
    put([cloudTicket(id, 1, { title: 'Perché la città è ferma?', plain: 'Da giovedì la CONTABILITÀ non parte più, perché?' })]);
    for (const text of ['perche citta', 'PERCHÉ', 'contabilita', 'giovedi contab', 'più', 'piu']) {
      expect(reader.search(text, null, 10), text).toMatchObject([{ entity: 'ticket', ticketId: id, tenant: TENANT, number: 1001, status: 'unassigned' }]);
    }
    expect(reader.search('contabilita', null, 10)[0]?.excerpt).toBe('Da giovedì la \ue000CONTABILITÀ\ue001 non parte più, perché?');
    expect(reader.search('contabil part', null, 10)).toEqual([]);
    expect(reader.search('citta', null, 10)[0]?.excerpt).toBe('Da giovedì la CONTABILITÀ non parte più, perché?');
  });
});

test('search fills its places with titles, then texts, then answers, each hit with its own excerpt', () =>
  withCache(({ reader, put }) => {
    const [inText, inTitle, answered] = [newId(), newId(), newId()];
    put([cloudTicket(inTitle, 1, { title: 'Lampada', plain: 'Non si accende' }), cloudTicket(inText, 1, { title: 'Luce', plain: 'La lampada trema' }), cloudTicket(answered, 1, { title: 'Altro' }), cloudMessage(newId(), answered, 1, 'Cambiare lampada')]);
    const found = (limit: number) => reader.search('lampada', null, limit).map(({ title, excerpt }) => `${title}: ${excerpt.replace(/[\ue000\ue001]/g, '|')}`);
    const all = ['Lampada: Non si accende', 'Luce: La |lampada| trema', 'Altro: Cambiare |lampada|'];
    for (const limit of [1, 2, 3, 20]) expect(found(limit)).toEqual(all.slice(0, limit));
  }));

test('search finds ё by е and shows the text as it was written', () => {
  withCache(({ reader, put }) => {
    put([cloudTicket(newId(), 1, { title: 'Отчёт', plain: 'Её отчёт о ёлке не печатается, всё стоит' })]);
    for (const text of ['отчет', 'отчёт', 'елк', 'ЁЛКЕ']) expect(reader.search(text, null, 10), text).toHaveLength(1);
    expect(reader.search('елке', null, 10)[0]?.excerpt).toBe('Её отчёт о \ue000ёлке\ue001 не печатается, всё стоит');
  });
});

test('search finds answers with their ticket’s title, and a ticket by its number', () => {
  withCache(({ reader, put }) => {
    const id = newId();
    put([cloudTicket(id, 1, { title: 'Stampa', number: 4711 }), cloudMessage(newId(), id, 2, 'Ho cambiato il toner della stampante')]);
    expect(reader.search('toner', null, 10)).toMatchObject([{ entity: 'message', ticketId: id, title: 'Stampa', number: 4711 }]);
    for (const text of ['4711', '#4711', ' # 4711 '.replace(' 4', '4')]) expect(reader.search(text, null, 10)[0], text).toMatchObject({ entity: 'ticket', ticketId: id });
    expect(reader.search('stampa', null, 10).map((hit) => hit.entity)).toEqual(['ticket', 'message']);
    expect(reader.search('stampa', null, 1)).toHaveLength(1);
  });
});

test('hostile words are words: no quote, operator or bracket of a person is an order (R8)', () => {
  withCache(({ reader, put }) => {
    put([cloudTicket(newId(), 1, { title: `C'è "AND" NOT (x) title: a*b ^z -- ; DROP TABLE ticket`, plain: 'NEAR(a b, 2) {title} + ' })]);
    const hostile = [
      '"', '""', `'`, 'AND', 'OR', 'NOT', 'NEAR(', '(', ')', '*', 'title:', 'a* OR b', '^z', '-x', '{title} : x', ' ', 'a"b', '";DROP TABLE ticket;--',
      '\u0301', '\ue000', '%_', '🙂', 'x'.repeat(5000), '" OR ""', 'NEAR(a b, 2)', 'a'.repeat(3) + ' '.repeat(3) + '"*', '\\', '\ud800',
    ];
    for (const text of hostile) {
      expect(() => reader.search(text, null, 10), text).not.toThrow();
      expect(() => reader.listTickets({ ...ALL, text }, 0, 10, MARIO.personId), text).not.toThrow();
    }
    for (const text of ['AND', 'not', 'near', 'drop table', 'a*b', '"and" "not"']) expect(reader.search(text, null, 10), text).toHaveLength(1);
    for (const text of ['ferro OR and', 'NOT ferro', 'title:ferro']) expect(reader.search(text, null, 10), text).toEqual([]);
  });
});

test('search follows the rows: changed words, deleted rows, another company’s rows', () => {
  withCache(({ reader, put, writer, database }) => {
    const [mine, theirs] = [newId(), newId()];
    put([cloudTicket(mine, 1, { title: 'Lampada' })]);
    put([cloudTicket(theirs, 1, { title: 'Lampada' })], OTHER);
    expect(reader.search('lampada', null, 10)).toHaveLength(2);
    expect(reader.search('lampada', OTHER, 10).map((hit) => hit.ticketId)).toEqual([theirs]);
    expect(reader.listTickets({ ...ALL, tenant: TENANT, text: 'lampada' }, 0, 10, MARIO.personId).rows.map((row) => row.id)).toEqual([mine]);
    put([cloudTicket(mine, 2, { title: 'Candela' })]);
    expect(reader.search('lampada', TENANT, 10)).toEqual([]);
    expect(reader.search('candela', TENANT, 10)).toHaveLength(1);
    put([{ entity: 'ticket', id: mine, seq: 3 }]);
    expect(reader.search('candela', null, 10)).toEqual([]);
    writer.keepFeeds([TENANT]);
    expect(reader.search('lampada', null, 10)).toEqual([]);
    while (deleteDropped(database, 5) || indexWords(database, 5));
    expect(database.all('SELECT rowid FROM ticket_words')).toEqual([]);
  });
});

test('a ticket has its chat in order of typing, what was written before what it caused, and its people', () => {
  withCache(({ reader, put }) => {
    const [id, old, giada, gone] = [newId(), newId(), newId(), newId()];
    const event = cloudMessage(newId(), id, 4, '');
    const person = (row: string, name: string, active: boolean) => ({
      entity: 'membership', id: row, seq: 5, values: { name, email: 'a@b.example', phone: '', roles: ['user'], activeSince: NOW, active },
    });
    put([
      cloudTicket(old, 1, { title: 'Vecchia', number: 7 }),
      cloudTicket(id, 2, { relatedTo: old }),
      { ...event, values: { ...event.values, body: null, event: { code: 'closed', facts: {} }, at: NOW } },
      { ...cloudMessage(newId(), id, 4, 'Chiudo'), values: { ...cloudMessage(newId(), id, 4, 'Chiudo').values, at: NOW } },
      cloudMessage(newId(), id, 3, 'Prima'),
      person(giada, 'GIADA BELLI', true), person(gone, 'ALDO', false),
      { entity: 'agent', id: NICOLO.personId, seq: 5, values: { name: NICOLO.name, active: true } },
      { entity: 'support_settings', id: TENANT, seq: 5, values: { closeAfterMinutes: 12, vendorName: 'NTS' } },
      { entity: 'internal_note', id: newId(), seq: 6, values: { ticketId: id, body: { type: 'doc', content: [] }, plain: 'nota', authorId: NICOLO.personId, authorName: NICOLO.name, at: NOW } },
      { entity: 'attachment', id: newId(), seq: 6, values: { ticketId: id, messageId: null, name: 'foto.png', size: 9, mime: 'image/png', sha256: 'a'.repeat(64), state: 'available', byId: giada, at: NOW } },
    ]);
    const detail = reader.ticket(TENANT, id);
    expect(detail?.messages.map((row) => row.event?.code ?? row.plain)).toEqual(['Prima', 'Chiudo', 'closed']);
    expect(detail).toMatchObject({
      related: [{ id: old, number: 7, title: 'Vecchia', how: 'follows' }], contacts: [{ id: giada, name: 'GIADA BELLI' }], agents: [{ id: NICOLO.personId, name: NICOLO.name }],
      closeAfterMinutes: 12, notes: [{ plain: 'nota', sync: 'settled' }], attachments: [{ name: 'foto.png' }], ticket: { description: { type: 'doc' }, capsule: null },
    });
    expect(reader.ticket(OTHER, id)).toBeUndefined();
    expect(reader.row(TENANT, 'membership', giada)).toMatchObject({ id: giada, active: true, roles: ['user'] });
    expect(reader.row(TENANT, 'nothing', giada)).toBeUndefined();
  });
});

test('entities and columns of a later program are kept raw and go with their row (sync.md, Upgrades)', () => {
  withCache(({ reader, put, database }) => {
    const [deal, ticket] = [newId(), newId()];
    const later = page(1, [cloudTicket(ticket, 1)]).tables[0];
    if (later === undefined) throw new Error('no table');
    const table = { ...later, columns: [...later.columns, 'mood'], rows: later.rows.map((row) => [...row, 'cross']) };
    const writer = new CacheWriter(database, () => undefined);
    writer.applyPage(TENANT, cursorAt(0), { ...page(1, [{ entity: 'deal', id: deal, seq: 1, values: { stage: 'won', sum: 12 } }]), tables: [table, ...page(1, [{ entity: 'deal', id: deal, seq: 1, values: { stage: 'won', sum: 12 } }]).tables] }, NOW);
    const raw = () => database.all<{ entity: string; cells: string }>('SELECT entity, cells FROM unknown_row ORDER BY entity');
    expect(raw().map(({ entity, cells }) => [entity, JSON.parse(cells)])).toMatchObject([['deal', { id: deal, stage: 'won', sum: 12 }], ['ticket', { mood: 'cross' }]]);
    expect(reader.listTickets(ALL, 0, 10, MARIO.personId).total).toBe(1);
    put([{ entity: 'deal', id: deal, seq: 2 }]);
    expect(raw()).toHaveLength(1);
  });
});

test('LST-01, LST-08: private requests alone, by every order, beside other filters and of all companies', () => {
  withCache(({ reader, put }) => {
    const ids = Array.from({ length: 6 }, newId);
    put(ids.map((id, index) => cloudTicket(id, 1, { title: `T${index}`, private: index % 2 === 0, createdAt: NOW - index * HOUR, lastReplyAt: NOW - index * HOUR, status: index < 3 ? 'unassigned' : 'closed', operatorId: index === 4 ? MARIO.personId : null })));
    put([cloudTicket(newId(), 1, { title: 'Altrove', private: true, createdAt: NOW - 9 * HOUR })], OTHER);
    const asked = (change: Partial<TicketQuery>) => reader.listTickets({ ...ALL, onlyPrivate: true, ...change }, 0, 10, MARIO.personId);
    for (const sort of ['created', 'last_reply', 'priority'] as const) expect(asked({ sort, tenant: TENANT }).rows.map((row) => row.title)).toEqual(['T0', 'T2', 'T4']);
    expect(asked({}).rows.map((row) => row.title)).toEqual(['T0', 'T2', 'T4', 'Altrove']);
    expect(asked({ tenant: TENANT, status: 'open' })).toMatchObject({ total: 2, rows: [{ title: 'T0', private: true }, { title: 'T2' }], counts: { all: 6 } });
    expect(asked({ operator: 'mine' })).toMatchObject({ total: 1, rows: [{ title: 'T4' }] });
    expect(asked({ text: 'T2' }).rows.map((row) => row.title)).toEqual(['T2']);
  });
});
