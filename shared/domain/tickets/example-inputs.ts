import { richTextOf } from '../kernel/rich-text.ts';
import { testId } from '../memory-world.ts';

/** Inputs of commands as a screen of ours would send them, from the manual's examples; a test changes what it is about. */
export const TICKET_ID = testId(100);

export function createInput() {
  return {
    ticketId: TICKET_ID,
    title: 'PROBLEMA EMISSIONE NOTA DI ACCREDITO',
    description: richTextOf('Buon pomeriggio,\nla presente per richiedere assistenza sul modulo "GESTIONE DOCUMENTI DI MAGAZZINO".'),
    type: 'assistance',
    area: 'management',
    priority: 'normal',
    blocking: null as { workStopped: boolean; cannotWait: boolean; reason: string } | null,
    email: 'mario.rossi@rossisrl.example',
    phone: '',
    contactPreference: 'web',
    contactId: null as string | null,
    relatedTo: null as string | null,
    capsule: null as object | null,
    private: false,
    files: [] as object[],
  };
}

/** `place` makes the ids of message and event, so that two replies of one test differ. */
export function replyInput(place = 1) {
  return {
    ticketId: TICKET_ID,
    messageId: testId(1000 + place * 2),
    eventId: testId(1001 + place * 2),
    body: richTextOf('Buongiorno, ho già risolto in autonomia. Chiudo il quesito. Grazie.'),
    close: false,
    reopen: false,
    ask: false,
    priority: null as string | null,
    contactId: null as string | null,
    files: [] as object[],
  };
}

export function chosenFile(place: number, size = 1234) {
  return { id: testId(5000 + place), name: `schermata ${String(place)}.png`, size, mime: 'image/png', sha256: place.toString(16).padStart(64, '0') };
}
