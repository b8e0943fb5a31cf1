import { createHash } from 'node:crypto';
import { CUSTOMERS, demoId, VENDOR } from '#cloud/demo/world.ts';
import { ticketInput } from '#cloud/testing/small-data.ts';
import type { TestCloud } from '#cloud/testing/test-cloud.ts';
import { smallPdf } from '#tests/harness/small-pdf.ts';
import { richTextOf } from '#shared/domain/kernel/rich-text.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** Requests beside the demonstration's, each in a state that a scene needs. */
export const TITLES = {
  talk: 'Nota di accredito respinta con codice 00311',
  young: 'Prima nota vuota dopo il cambio di esercizio',
  reopen: 'Registro beni ammortizzabili in ordine di data',
  late: 'Etichette doppie dopo il cambio di stampante',
  long: 'Dopo l’aggiornamento il «Controllo liquidazione periodica IVA» si interrompe al passaggio dal registro acquisti al registro dei corrispettivi, e la stampa di prova resta vuota su tutte le postazioni',
} as const;
/** A company in which nothing has happened yet, with its administrator. */
export const FRESH = { company: demoId('screens', 'company'), email: 'chiara.valle@nuovaimpresa.example' } as const;
const PASSWORD = 'Sportello.2026';

const rossi = CUSTOMERS[0] ?? VENDOR;
const giada = demoId('person', 'giada.belli@rossisrl.example');
const mario = demoId('person', 'mario.rossi@rossisrl.example');
const nicolo = demoId('person', 'nicolo.ruggeri@nts.example');

function fileOf(name: string, bytes: Uint8Array) {
  const chosen = { id: demoId('screens', 'file', name), name, size: bytes.length, mime: 'text/plain', sha256: createHash('sha256').update(bytes).digest('hex') };
  return { bytes, chosen };
}

/** Nicolò answers and closes the long one. */
export async function closeLong({ cloud: { admin } }: TestCloud, now: number): Promise<void> {
  const input = {
    ticketId: demoId('screens', 'long'), messageId: demoId('screens', 'closed'), eventId: demoId('screens', 'closed', 'event'), body: richTextOf('Corretto nella versione di oggi.'),
    close: true, reopen: false, ask: false, priority: null, contactId: null, files: [],
  };
  const [outcome] = await admin.runAs(rossi.id, nicolo, [{ name: 'ticket.reply', now, input }]);
  if (outcome?.state !== 'accepted') throw new Error(JSON.stringify(outcome));
}

/** Adds them to the demonstration. `now`, ms. */
export async function tellStories({ cloud: { admin } }: TestCloud, now: number): Promise<void> {
  let step = 0;
  const give = async (personId: string, name: string, at: number, input: object) => {
    const [outcome] = await admin.runAs(rossi.id, personId, [{ name, input, now: at }]);
    if (outcome?.state !== 'accepted') throw new Error(`${name}: ${JSON.stringify(outcome)}`);
  };
  const next = () => demoId('screens', 'step', (step += 1));
  const reply = (ticketId: string, text: string, more: object = {}) => ({
    ticketId, messageId: next(), eventId: next(), body: richTextOf(text), close: false, reopen: false, ask: false, priority: null, contactId: null, files: [], ...more,
  });
  const create = (key: string, title: string, text: string, more: object = {}) => ({ ...ticketInput(demoId('screens', key), title, 'giada.belli@rossisrl.example', text), ...more });
  const id = (key: keyof typeof TITLES) => demoId('screens', key);
  const scan = fileOf('scarto-SDI-F1025.xml', Buffer.from('<Esito>NS</Esito>\n'.repeat(900)));
  const guide = fileOf('procedura note di accredito (rev. 3).pdf', smallPdf([['Note di accredito', '1. Registrare il documento.', '2. Indicare il riferimento.'], ['3. Inviare.']]));
  const layout = fileOf('tracciato note di accredito.xlsx', Buffer.alloc(40_000, 'x'));

  await give(giada, 'ticket.create', now - 27 * DAY, create('late', TITLES.late, 'Da quando usiamo la ZEBRA-MAG ogni etichetta esce due volte.'));
  await give(nicolo, 'ticket.take', now - 26 * DAY, { ticketId: id('late'), eventId: next() });
  await give(giada, 'ticket.reply', now - 24 * DAY, reply(id('late'), 'Con il nuovo driver va bene, grazie. Chiudo.', { close: true }));

  await give(giada, 'ticket.create', now - 9 * DAY, create('reopen', TITLES.reopen, 'La stampa esce in ordine di codice e non di data di acquisto.'));
  await give(nicolo, 'ticket.take', now - 8 * DAY, { ticketId: id('reopen'), eventId: next() });
  await give(nicolo, 'ticket.reply', now - 2 * DAY, reply(id('reopen'), 'Abbiamo corretto l’ordinamento nella versione di ieri.', { close: true }));

  await give(mario, 'ticket.create', now - 5 * HOUR, create('long', TITLES.long, 'Succede solo con i corrispettivi di due negozi.', { area: 'administrative', priority: 'high' }));

  await give(giada, 'ticket.create', now - 4 * HOUR, create('talk', TITLES.talk, 'Buongiorno, dal modulo «Gestione documenti di magazzino» emetto la nota di accredito per BIKELT SPA e ricevo lo scarto 00311.\nAllego la ricevuta. Potete aiutarmi?', { area: 'administrative', files: [scan.chosen], phone: '080 5211341' }));
  await admin.putFile(rossi.id, scan.chosen.id, scan.bytes);
  await give(nicolo, 'ticket.take', now - 3.5 * HOUR, { ticketId: id('talk'), eventId: next() });
  await give(nicolo, 'ticket.note', now - 3.4 * HOUR, { ticketId: id('talk'), noteId: next(), body: richTextOf('Già visto con la rev. 2 della procedura: controllare la causale prima di scalare.') });
  await give(nicolo, 'ticket.reply', now - 3 * HOUR, reply(id('talk'), 'Buonasera, la causale 12 richiede il riferimento al documento di origine.\nIn allegato la procedura: puoi indicarmi il numero della fattura?', { ask: true, files: [guide.chosen, layout.chosen] }));
  await admin.putFile(rossi.id, guide.chosen.id, guide.bytes);
  await admin.putFile(rossi.id, layout.chosen.id, layout.bytes);
  await give(giada, 'ticket.reply', now - 2 * HOUR, reply(id('talk'), 'È la F/1025 del 12 maggio.'));
  await give(nicolo, 'ticket.set_status', now - HOUR, { ticketId: id('talk'), eventId: next(), status: 'in_development' });
  // DET-06: a young one, so that a scene can be refused its closing.
  await give(giada, 'ticket.create', now - 60_000, create('young', TITLES.young, 'Da oggi la prima nota si apre vuota.'));
  await give(giada, 'support_settings.change', now - HOUR, { closeAfterMinutes: 60 });

  await admin.createTenant({ id: FRESH.company, name: 'NUOVA IMPRESA DI VALLE CHIARA & C. SAS', vatNumber: '01112223339', kind: 'customer' });
  const chiara = demoId('screens', 'chiara');
  await admin.createPerson({ id: chiara, name: 'CHIARA VALLE', email: FRESH.email, password: PASSWORD, language: 'it' });
  await admin.addMember(FRESH.company, chiara, ['company_admin']);
  await admin.addServiceContract(VENDOR.id, FRESH.company);
}
