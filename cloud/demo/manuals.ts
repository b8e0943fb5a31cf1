import type { Id } from '#shared/domain/kernel/ids.ts';
import { made, type DemoFile } from './files/demo-file.ts';
import { pdfDocument } from './files/pdf.ts';

/** A manual as a file of the vendor's library (DOC-01), made here; its words are those that a person's client reads in it. */
interface DemoManual {
  readonly title: string;
  /** What stands before it. */
  readonly text: string;
  readonly words: string;
  readonly file: (id: Id) => DemoFile;
}

interface Chapter {
  readonly name: string;
  readonly title: string;
  readonly steps: readonly string[];
}

const WAREHOUSE: readonly Chapter[] = [
  {
    name: 'ordini',
    title: 'Dall’ordine al prelievo',
    steps: [
      'Da Vendite, Ordini da evadere, si scelgono le righe con la data di consegna più vicina.',
      'Con Prepara prelievo il programma raggruppa gli articoli per corsia e stampa la lista.',
      'Le quantità prelevate si confermano con il lettore; una riga incompleta resta aperta nell’ordine.',
    ],
  },
  {
    name: 'ddt',
    title: 'Il documento di trasporto',
    steps: [
      'Il DDT nasce dal prelievo confermato, con causale, porto e vettore del cliente.',
      'Il numero si assegna alla stampa definitiva: prima il documento è una bozza e si può ancora correggere.',
      'Un DDT sbagliato non si cancella: si annulla con il motivo, e il numero resta nel registro.',
    ],
  },
  {
    name: 'inventario',
    title: 'L’inventario di fine anno',
    steps: [
      'Si blocca il magazzino con Apri inventario: i movimenti nuovi aspettano fino alla chiusura.',
      'Si contano gli articoli con il palmare; le differenze oltre il cinque per cento si ricontano.',
      'Con Chiudi inventario nascono le rettifiche, una per articolo, con la causale Inventario.',
    ],
  },
];
const REASONS: readonly (readonly [string, string])[] = [['VEN', 'Vendita'], ['RES', 'Reso da cliente'], ['LAV', 'Conto lavorazione'], ['INV', 'Rettifica di inventario']];

const VAT_LINES: readonly string[] = [
  '1. Prima di stampare',
  '',
  'Si controlla che tutte le fatture del mese siano registrate e che nessuna sia in bozza.',
  'Da Contabilità, Controlli, si apre Registrazioni fuori periodo: l’elenco deve essere vuoto.',
  'Le fatture elettroniche scartate si correggono e si inviano di nuovo entro cinque giorni.',
  '',
  '2. La stampa di prova',
  '',
  'La prova non assegna numeri di pagina e si può ripetere quante volte serve.',
  'I totali per aliquota si confrontano con il brogliaccio e con la liquidazione.',
  'Lo scorporo dei corrispettivi si legge nell’ultima pagina, sotto il totale generale.',
  '',
  '3. La stampa definitiva',
  '',
  'Da quel momento i movimenti del periodo non si cambiano più.',
  'Chi deve correggere registra una nota di variazione nel mese in corso.',
  'Le pagine hanno numerazione progressiva per anno: 2026/1, 2026/2 e così via.',
  '',
  '4. La conservazione',
  '',
  'I registri si conservano per dieci anni, su carta oppure come archivio a norma.',
  'Il programma li manda in conservazione la notte dopo la stampa definitiva.',
].map((line) => line.replaceAll('’', "'"));

/** DOC-01: one manual of each kind. */
export const MANUALS: readonly DemoManual[] = [
  {
    title: 'Manuale del magazzino',
    text: 'Prelievo, documenti di trasporto e inventario, passo per passo.',
    words: ['Manuale del magazzino', ...WAREHOUSE.flatMap(({ title, steps }) => [title, ...steps]), 'Le causali', ...REASONS.map((row) => row.join('\n'))].join('\n'),
    file: (id) => made(id, 'Manuale del magazzino.html', 'text/html', new TextEncoder().encode(warehouseHtml())),
  },
  {
    title: 'Manuale dei registri IVA',
    text: 'Controlli, stampa di prova, stampa definitiva e conservazione.',
    words: ['Manuale dei registri IVA', ...VAT_LINES.filter((line) => line !== '')].join('\n'),
    file: (id) => made(id, 'Manuale dei registri IVA.pdf', 'application/pdf', pdfDocument('Manuale dei registri IVA', VAT_LINES)),
  },
];

function warehouseHtml(): string {
  const contents = WAREHOUSE.map(({ name, title }) => `<li><a href="#${name}">${title}</a></li>`).join('');
  const chapters = WAREHOUSE.map(({ name, title, steps }) => `<h2 id="${name}">${title}</h2><ol>${steps.map((step) => `<li>${step}</li>`).join('')}</ol>`).join('');
  const reasons = REASONS.map(([code, meaning]) => `<tr><td>${code}</td><td>${meaning}</td></tr>`).join('');
  return `<!doctype html><html lang="it"><head><meta charset="utf-8"><title>Manuale del magazzino</title></head><body><h1>Manuale del magazzino</h1><ul>${contents}</ul>${chapters}<h2>Le causali</h2><table>${reasons}</table></body></html>`;
}
