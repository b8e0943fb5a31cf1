import type { AdminApi, PastCommand } from '#cloud/admin/admin-api.ts';
import type { Id } from '#shared/domain/kernel/ids.ts';
import { cannedAnswers } from './canned-answers.ts';
import { companyWork } from './company.ts';
import { bodyOf, LIBRARY, PROPOSAL } from './library.ts';
import { MANUALS } from './manuals.ts';
import { planTickets } from './plan.ts';
import { Random } from './random.ts';
import { storyOf, type Given, type Story } from './story.ts';
import { CUSTOMERS, demoId, VENDOR } from './world.ts';

const SEED = 1453;
const YEAR = 365 * 24 * 60 * 60_000;

/** The whole demonstration as it would have come about until `now`, ms: commands in the order of time, and files. */
export function demoStory(now: number): Story {
  const stories = planTickets(now, new Random(SEED)).map((planned) => storyOf(planned, now));
  const given = stories.flatMap((story) => story.given).sort((a, b) => a.command.now - b.command.now);
  return { given, files: stories.flatMap((story) => story.files) };
}

/** Consecutive commands of one person in one company, so that they go together. */
function* runsOf(given: readonly Given[]): Generator<{ tenantId: Id; personId: Id; commands: PastCommand[] }> {
  let run: { tenantId: Id; personId: Id; commands: PastCommand[] } | undefined;
  for (const { tenantId, personId, command } of given) {
    if (run !== undefined && run.tenantId === tenantId && run.personId === personId) run.commands.push(command);
    else {
      if (run !== undefined) yield run;
      run = { tenantId, personId, commands: [command] };
    }
  }
  if (run !== undefined) yield run;
}

/**
 * Fills an empty cloud with the vendor, three customers, their people, and half a year of requests with their files.
 * Everything goes through the real commands; one that is refused is a bug and throws. `report` hears of each step; `now` is ms.
 */
export async function seedDemo(admin: AdminApi, report: (line: string) => void, now: number = Date.now()): Promise<void> {
  for (const company of [VENDOR, ...CUSTOMERS]) {
    await admin.createTenant({ id: company.id, name: company.name, vatNumber: company.vatNumber, kind: company.kind, firstTicketNumber: company.firstTicketNumber ?? 1 });
    for (const person of company.people) {
      await admin.createPerson({ id: person.id, name: person.name, email: person.email, password: person.password, language: person.language, phone: person.phone ?? '' });
      await admin.addMember(company.id, person.id, person.roles, now - YEAR);
    }
  }
  for (const customer of CUSTOMERS) await admin.addServiceContract(VENDOR.id, customer.id);
  const [author] = VENDOR.people;
  if (author) await admin.runAs(VENDOR.id, author.id, cannedAnswers(now - YEAR / 2));
  const people = [VENDOR, ...CUSTOMERS].flatMap((company) => company.people);
  report(`demonstration: ${String(CUSTOMERS.length + 1)} companies, ${String(people.length)} people`);

  const { given, files } = demoStory(now);
  let done = 0;
  for (const { tenantId, personId, commands } of runsOf(given)) {
    const outcomes = await admin.runAs(tenantId, personId, commands);
    outcomes.forEach((outcome, index) => {
      if (outcome.state === 'refused') throw new Error(`demonstration: ${commands[index]?.name ?? ''} refused: ${JSON.stringify(outcome.refusal)}`);
    });
    const before = Math.floor(done / 300);
    done += commands.length;
    if (Math.floor(done / 300) > before) report(`demonstration: ${String(done)} of ${String(given.length)} steps of the past`);
  }
  for (const { tenantId, file } of files) await admin.putFile(tenantId, file.chosen.id, file.bytes);
  await seedLibrary(admin, now);
  const { tenant, giver, commands } = companyWork(now);
  for (const outcome of await admin.runAs(tenant, giver, commands)) if (outcome.state === 'refused') throw new Error(`demonstration: ${JSON.stringify(outcome.refusal)}`);
  report(`demonstration: ${String(given.length)} steps of the past, ${String(files.length)} files, ${String(LIBRARY.length + MANUALS.length)} documents`);
}

/** DOC-01: the vendor's documents, and a contribution of Mario's that waits for a yes. */
async function seedLibrary(admin: AdminApi, now: number): Promise<void> {
  const keeper = VENDOR.people.find((person) => person.roles.includes('vendor_admin'));
  const [customer] = CUSTOMERS;
  const author = customer?.people.find((person) => person.roles.includes('user'));
  if (keeper === undefined || customer === undefined || author === undefined) throw new Error('demonstration: nobody keeps the documents');
  const textOf = (document: (typeof LIBRARY)[number], place: number) => ({
    documentId: demoId('document', place), versionId: demoId('document_version', place), section: document.section, language: 'it', title: document.title, body: bodyOf(document),
    fileId: null, files: [], fileText: '',
  });
  const saved = await admin.runAs(VENDOR.id, keeper.id, LIBRARY.map((document, place) => ({ name: 'document.save', input: { ...textOf(document, place), version: 0 }, now: now - YEAR / 2 })));
  const manuals = MANUALS.map((manual, place) => ({ ...manual, made: manual.file(demoId('document_file', place)), place: LIBRARY.length + 1 + place }));
  const added = await admin.runAs(VENDOR.id, keeper.id, manuals.map(({ title, text, words, made, place }) => ({
    name: 'document.save',
    input: { ...textOf({ section: 'documents', title, text }, place), fileId: made.chosen.id, files: [made.chosen], fileText: words, version: 0 },
    now: now - YEAR / 4,
  })));
  for (const { made } of manuals) await admin.putFile(VENDOR.id, made.chosen.id, made.bytes);
  const proposed = await admin.runAs(customer.id, author.id, [{ name: 'document.propose', input: textOf(PROPOSAL, LIBRARY.length), now: now - 3 * 24 * 60 * 60_000 }]);
  for (const outcome of [...saved, ...added, ...proposed]) if (outcome.state === 'refused') throw new Error(`demonstration: a document was refused: ${JSON.stringify(outcome.refusal)}`);
  await admin.publishLibrary(VENDOR.id);
}
