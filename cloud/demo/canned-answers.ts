import { richTextOf } from '#shared/domain/kernel/rich-text.ts';
import type { PastCommand } from '#cloud/admin/admin-api.ts';
import { demoId } from './world.ts';

const ANSWERS: readonly (readonly [title: string, text: string])[] = [
  ['Saluto e presa in carico', 'Buongiorno {nome},\nho preso in carico la richiesta «{titolo}» e ci lavoro subito. Ti aggiorno qui appena ho novità.\n{operatore}'],
  ['Serve una schermata', 'Buongiorno {nome},\nmi mandi una schermata del messaggio che compare? Con Stamp la copi e la incolli direttamente in questa risposta.'],
  ['Serve il numero del documento', 'Per controllare mi serve il numero del documento e la causale usata: me li indichi, per favore?'],
  ['Aggiornamento disponibile', 'Il caso è risolto con l’ultimo aggiornamento. Dal menu Servizio scegli Aggiorna programma, poi riavvia la postazione e prova di nuovo.'],
  ['Teleassistenza', 'Possiamo guardarci insieme con la teleassistenza: dimmi quando ti va bene, tra le 9 e le 17, e ti chiamo io.'],
  ['Chiusura', 'Ho verificato e ora funziona. Chiudo la richiesta #{numero}; se si ripresenta, basta rispondere qui entro quindici giorni.'],
];

/** DET-10: what the vendor's people answer often. */
export function cannedAnswers(at: number): PastCommand[] {
  return ANSWERS.map(([title, text], index) => ({ name: 'canned_answer.create', input: { id: demoId('canned', index), title, body: richTextOf(text) }, now: at }));
}
