import { richTextOf } from '#shared/domain/kernel/rich-text.ts';
import type { Section } from '#shared/domain/library/entities.ts';

/** A document of the vendor's library as the demonstration has it (DOC-01); paragraphs are lines. */
interface DemoDocument {
  readonly section: Section;
  readonly title: string;
  readonly text: string;
}

/** Invented for the demonstration, in the words of a vendor of management software. */
export const LIBRARY: readonly DemoDocument[] = [
  {
    section: 'assistance',
    title: 'Come si chiede assistenza',
    text: 'Dal menu si sceglie Contatta l’assistenza, oppure si preme il tasto destro sulla barra dei comandi della schermata in cui ci si trova.\nLa richiesta parte già con il programma, la versione e la schermata. Si scrive che cosa si stava facendo e che cosa è comparso.\nSenza rete la richiesta resta in uscita e parte da sola.',
  },
  {
    section: 'assistance',
    title: 'Quando una richiesta è bloccante',
    text: 'Bloccante vuol dire che un’operazione urgente è ferma e non può aspettare.\nUn documento di trasporto per un camion che parte adesso lo è. I registri IVA da stampare fra due giorni no: basta la priorità Alta.',
  },
  {
    section: 'assistance',
    title: 'Tempi di risposta e orari',
    text: 'L’assistenza lavora dal lunedì al venerdì, dalle 9 alle 17.\nLe richieste bloccanti si chiudono di norma entro un giorno lavorativo, quelle di priorità alta entro tre, le altre entro cinque o sette.\nMentre si aspetta una risposta del cliente il tempo si ferma.',
  },
  {
    section: 'documents',
    title: 'Guida rapida: dal preventivo alla fattura',
    text: 'Il preventivo accettato si trasforma in ordine con Genera ordine.\nDall’ordine si prepara il documento di trasporto: le righe evase si spuntano, quelle rimaste restano aperte.\nLa fattura si emette da uno o più documenti di trasporto dello stesso cliente e riprende sconti, aliquote e condizioni di pagamento.',
  },
  {
    section: 'documents',
    title: 'Guida rapida: chiusura del mese',
    text: 'Si controlla la prima nota, si stampano i brogliacci e si confrontano con la liquidazione.\nSi stampano i registri IVA in definitivo: da quel momento i movimenti del periodo non si cambiano più.\nPer ultima si stampa la liquidazione e si registra il versamento.',
  },
  {
    section: 'documents',
    title: 'Requisiti delle postazioni',
    text: 'Windows 10 o successivo, 8 GB di memoria, uno schermo da almeno 1280 × 720 punti.\nLe stampanti di etichette si collegano con il loro driver originale; quelle di rete devono avere un indirizzo fisso.',
  },
  {
    section: 'documents',
    title: 'Contratto di assistenza: che cosa comprende',
    text: 'Comprende le richieste dal portale, gli aggiornamenti normativi e l’aiuto a distanza negli orari di ufficio.\nGli appuntamenti per formazione o per lavori in sede si chiedono con Richiesta appuntamento e sono a pagamento.',
  },
  {
    section: 'faq',
    title: 'Come si ristampa un DDT?',
    text: 'Da Magazzino, Documenti emessi, si cerca il DDT per numero o per cliente, si apre e si preme Stampa.\nSe la stampa resta in coda si controlla che la stampante predefinita della postazione sia accesa.',
  },
  {
    section: 'faq',
    title: 'Perché una fattura elettronica viene scartata?',
    text: 'Le cause più frequenti sono un codice destinatario sbagliato, una partita IVA che non esiste, un totale che non quadra con le aliquote.\nIl codice dello scarto si legge nella ricevuta. Si corregge il dato, si rigenera il file e si invia di nuovo entro cinque giorni con lo stesso numero.',
  },
  {
    section: 'faq',
    title: 'Il totale del registro IVA non torna con il brogliaccio',
    text: 'Quasi sempre manca un documento con data di registrazione in un altro mese.\nSi stampa il brogliaccio per data di registrazione, poi per data del documento, e si confrontano le differenze.',
  },
  {
    section: 'faq',
    title: 'Si possono usare due prezzi per lo stesso articolo?',
    text: 'Sì: si creano due listini e si assegna a ogni cliente il suo. Il prezzo dell’ordine viene dal listino del cliente e si può cambiare riga per riga.',
  },
  {
    section: 'faq',
    title: 'La giacenza è negativa: che cosa si fa?',
    text: 'Si apre la scheda dell’articolo e si guardano i movimenti: di solito un carico è stato registrato dopo lo scarico.\nSi sposta la data del carico, oppure si registra una rettifica di inventario con la causale Rettifica.',
  },
  {
    section: 'faq',
    title: 'Come si cambia la password?',
    text: 'Si fa clic sulle proprie iniziali in alto a destra, poi Profilo, Cambia password.\nGli altri dispositivi su cui si è entrati chiedono la password nuova.',
  },
];

/** What a user proposes; nobody has decided about it yet. */
export const PROPOSAL: DemoDocument = {
  section: 'faq',
  title: 'Etichette del corriere: quale formato si sceglie',
  text: 'Per la stampante del magazzino va bene il formato 10 × 15. Nella finestra di stampa si toglie la spunta da Adatta alla pagina, altrimenti il codice a barre non si legge.',
};

export function bodyOf({ text }: DemoDocument) {
  return richTextOf(text);
}
