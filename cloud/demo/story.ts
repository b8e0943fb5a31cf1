import type { PastCommand } from '#cloud/admin/admin-api.ts';
import type { Id } from '#shared/domain/kernel/ids.ts';
import type { ChosenFile } from '#shared/domain/tickets/entities.ts';
import { afterClosing } from './after-closing.ts';
import { demoFile, type DemoFile } from './files/demo-file.ts';
import { fill, letterOf } from './letter.ts';
import type { Planned } from './plan.ts';
import { Random } from './random.ts';
import { scriptOf, type Step } from './script.ts';
import { afterWork, workMoment } from './work-time.ts';
import { demoId, VENDOR, type DemoPerson } from './world.ts';
import { wordsOf } from './words-of.ts';

export interface Given {
  readonly personId: Id;
  readonly tenantId: Id;
  readonly command: PastCommand;
}
export interface Story {
  readonly given: readonly Given[];
  readonly files: readonly { readonly tenantId: Id; readonly file: DemoFile }[];
}

const MINUTE = 60_000;
const OPENINGS = ['Buongiorno, ', 'Buongiorno, ', 'Buon pomeriggio, ', 'Salve, ', 'Buongiorno a tutti, ', ''];
const CLOSINGS = ['Grazie', 'Grazie mille', 'Grazie in anticipo', 'Resto in attesa, grazie.', 'Cordiali saluti', 'Un saluto'];
const GREETINGS = ['Buongiorno', 'Buongiorno', 'Salve', 'Buon pomeriggio'];

/** «Buongiorno, apro il programma…»: the list shows the first line of a request, and a greeting alone says nothing. */
function opened(opening: string, text: string): string {
  const second = text.charAt(1);
  return opening === '' || second !== second.toLowerCase() ? opening + text : opening + text.charAt(0).toLowerCase() + text.slice(1);
}

/** All that was done about one request, in the order of time, and the files that went with it. */
export function storyOf(planned: Planned, now: number): Story {
  const { company, told, telling, place, outcome } = planned;
  const random = new Random(9_000 + place);
  const ticketId = demoId('ticket', place);
  const requester = random.pick(company.people);
  const words = wordsOf(company, planned.createdAt, random);
  const script = scriptOf(planned, requester, random);
  const files: { tenantId: Id; file: DemoFile }[] = [];
  const title = fill(told.titles[telling], words, random);
  const text = fill(told.text, words, random);
  const attach = (on: boolean, key: string): ChosenFile[] => {
    if (!on || told.file === undefined) return [];
    const printed = /^> (.*)$/m.exec(text)?.[1] ?? title;
    const file = demoFile(demoId('file', place, key), told.file, title, printed, place);
    files.push({ tenantId: company.id, file });
    return [file.chosen];
  };

  const blocking = told.urgent !== undefined && telling === 1 ? { workStopped: true, cannotWait: true, reason: told.urgent } : null;
  const phone = random.chance(0.25);
  const fileLater = told.talk.some((step) => /^[A-Z]\??\+/.test(step));
  const create = {
    ticketId,
    title,
    description: letterOf(`${opened(random.pick(OPENINGS), text)}${planned.goesOnFrom === null ? '' : '\nLo stesso problema ci era già capitato: collego la vecchia richiesta.'}\n${random.pick(CLOSINGS)}${random.chance(0.3) ? `\n${requester.firstName} - ${company.name}` : ''}`),
    type: told.type ?? 'assistance',
    area: told.area,
    priority: blocking ? 'blocking' : random.pick(['low', 'normal', 'normal', 'normal', 'normal', 'normal', 'high', random.pick(['low', 'high', 'normal'])]),
    blocking,
    email: random.chance(0.1) ? `amministrazione@${requester.email.split('@')[1] ?? ''}` : requester.email,
    phone: phone || random.chance(0.5) ? (requester.phone ?? '') : '',
    contactPreference: phone ? 'phone' : 'web',
    contactId: random.chance(0.08) ? random.pick(company.people).id : null,
    private: false,
    relatedTo: planned.goesOnFrom === null ? null : demoId('ticket', planned.goesOnFrom),
    capsule: told.file?.startsWith('screen:errore') === true ? capsuleOf(planned.createdAt, title, text, words) : null,
    files: attach(telling === 0 && !fileLater, 'request'),
  };
  const given: Given[] = [];
  const give = (person: DemoPerson, at: number, name: string, input: unknown): void => {
    given.push({ personId: person.id, tenantId: company.id, command: { name, input, now: at } });
  };
  give(requester, planned.createdAt, 'ticket.create', create);
  if (outcome === 'unassigned' && script.length === 0) return { given, files };

  timesOf(script, planned.createdAt, now, random).forEach(({ step, at }, index) => {
    const eventId = demoId('event', place, index);
    const body = step.text === '' ? null : letterOf(greeted(fill(step.text, words, random), step, requester, random));
    if (step.kind === 'reply') {
      give(step.by, at, 'ticket.reply', {
        ticketId, eventId, messageId: demoId('message', place, index), body, close: step.close === true, reopen: step.reopen === true, ask: step.ask === true,
        priority: null, contactId: null, files: attach(step.file === true, String(index)),
      });
      const closes = index === script.length - 1 && step.close === true && VENDOR.people.includes(step.by);
      if (closes) given.push(...afterClosing({ place, tenantId: company.id, ticketId, messageId: demoId('message', place, index), operator: step.by, requester, at }, now));
    } else if (step.kind === 'note') give(step.by, at, 'ticket.note', { ticketId, noteId: eventId, body });
    else if (step.kind === 'take') give(step.by, at, 'ticket.take', { ticketId, eventId });
    else if (step.kind === 'assign') give(step.by, at, 'ticket.assign', { ticketId, eventId, operatorId: step.to.id });
    else if (step.kind === 'status') give(step.by, at, 'ticket.set_status', { ticketId, eventId, status: step.status });
    else give(step.by, at, 'ticket.update', { ticketId, priority: create.priority === 'high' ? 'normal' : 'high', contactId: null });
  });
  return { given, files };
}

/** An operator greets by name in half of the letters, a customer now and then; notes greet nobody. */
function greeted(text: string, step: Step, requester: DemoPerson, random: Random): string {
  if (step.kind !== 'reply' || !random.chance(0.5)) return text;
  const operator = VENDOR.people.includes(step.by);
  if (operator) return `${random.pick(GREETINGS)} ${requester.firstName},\n${text}${random.chance(0.4) ? `\n${random.pick(['Cordiali saluti', 'Buon lavoro', 'Un saluto'])}\n${step.by.firstName}` : ''}`;
  return random.chance(0.5) ? opened(random.pick(OPENINGS), text) : text;
}

/** Hours pass between steps; where they would go beyond now they are drawn together, up to the last office hours. */
function timesOf(script: readonly Step[], createdAt: number, now: number, random: Random): { step: Step; at: number }[] {
  let at = createdAt;
  const timed = script.map((step) => {
    at = afterWork(at, random.between(...step.minutes)) + random.between(0, 59_000);
    return { step, at };
  });
  if (at <= now - 4 * MINUTE) return timed;
  const late = [0, 1].map((days) => workMoment(now, days, random.next())).find((moment) => moment < now - 4 * MINUTE && moment > createdAt + 30 * MINUTE);
  const limit = late ?? now - 4 * MINUTE;
  const share = (limit - createdAt) / (at - createdAt);
  return timed.map(({ step, at: moment }) => ({ step, at: createdAt + Math.floor((moment - createdAt) * share) }));
}

/** TKT-03: what the program's error dialog sent along. */
function capsuleOf(at: number, title: string, text: string, words: Readonly<Record<string, string>>) {
  return {
    at: at - 3 * MINUTE,
    code: 'unexpected',
    summary: /^> (.*)$/m.exec(text)?.[1] ?? title,
    program: 'BN0215I', programVersion: '23.0', fileVersion: `23.0.0.${words['n2'] ?? '0'}`,
    system: 'Microsoft Windows 11 Pro', architecture: 'x64', database: 'SQL Server 15.0.2000', hardware: 'Intel Core i5, 16 GB',
    screen: title.slice(0, 60), record: `F/${words['n'] ?? ''}`,
    steps: ['Apre il programma', 'Imposta i filtri', 'Conferma'],
    log: ['avvio del programma', `apertura documento ${words['n'] ?? ''}`, 'errore: Object reference not set to an instance of an object'],
    redactions: 1,
  };
}
