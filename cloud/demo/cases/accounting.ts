import type { Case } from './case.ts';

export const ACCOUNTING: readonly Case[] = [
  {
    area: 'administrative',
    titles: ['Cespiti: quota di ammortamento doppia', 'Ammortamento {anno} calcolato due volte', 'Registro cespiti: quota errata sul bene {n}'],
    text: 'Nel registro dei beni ammortizzabili il cespite {n} ({cespite}) riporta la quota {anno} {due volte|doppia}. Abbiamo lanciato l\'elaborazione {il {data}|una sola volta, a quanto ci risulta}.',
    talk: [
      'O Vedo due elaborazioni definitive nello stesso giorno, a pochi minuti l\'una dall\'altra. Può annullare la seconda da "Cespiti - Annulla elaborazione": la contabilità viene stornata in automatico.',
      'C {Annullata|Fatto}: la quota adesso è giusta. Grazie.',
    ],
  },
  {
    area: 'administrative',
    titles: ['Vendita cespite: plusvalenza non contabilizzata', 'Dismissione del bene {n}', 'Come registro la vendita di un cespite?'],
    text: 'Abbiamo venduto {cespite} per {importo} euro e non {so come registrare|capisco come si registra} la plusvalenza: il programma {chiede una causale|non genera nessuna scrittura}.',
    talk: [
      'O La procedura è questa:\n- registri la fattura di vendita con la causale "Vendita cespiti"\n- nella maschera del cespite usi "Dismissione" e indichi il documento\n- lanci la contabilizzazione: la plusvalenza va sul conto della categoria',
      'C {Seguita passo passo, perfetto|Ha funzionato}. Chiudo.',
    ],
  },
  {
    area: 'administrative',
    titles: ['Ritenuta d\'acconto non calcolata', 'Parcella del consulente senza ritenuta', 'Certificazione unica: manca il percipiente'],
    text: 'Registrando la parcella n. {n} dello studio {professionista} la ritenuta d\'acconto {non viene calcolata|resta a zero}. Il fornitore è {nuovo, inserito a {mese}|presente da anni e non era mai successo}.',
    talk: [
      'O In anagrafica fornitore manca il "Tipo percipiente": senza, la causale non calcola la ritenuta. Va indicato A - lavoro autonomo, poi si può rientrare nella registrazione e premere Ricalcola.',
      'C {Perfetto|Ora la calcola}. E per il codice tributo?',
      'O Il 1040 viene proposto dal tipo percipiente. Troverà la ritenuta nello scadenzario F24 al 16 del mese dopo il pagamento. Chiudo.',
    ],
  },
  {
    area: 'administrative',
    titles: ['F24: ritenute di {mese} non presenti', 'Generazione F24 senza i codici tributo', 'Delega F24 incompleta'],
    text: 'La delega F24 di {mese} non riporta le ritenute dello studio {professionista}, pagate il {data}. Il versamento scade {lunedì|il 16}.',
    talk: [
      'O Il pagamento risulta registrato dalla tesoreria senza chiudere la partita: per il programma la parcella è ancora aperta e la ritenuta non è maturata. Abbini il pagamento alla partita e rigeneri la delega.',
      'C {Abbinato, ora la ritenuta c\'è|Sistemato in due minuti}. Grazie!',
    ],
    urgent: 'Il versamento F24 scade oggi e la delega non si genera: senza, paghiamo la sanzione.',
  },
  {
    area: 'administrative',
    titles: ['Tesoreria: estratto conto non importato', 'Importazione movimenti banca in errore', 'File CBI rifiutato in tesoreria'],
    text: 'L\'importazione dell\'estratto conto {CBI|della banca} del {data} si ferma con:\n> Riga {n}: causale ABI sconosciuta\n{I mesi scorsi funzionava|È il primo file che ci manda la nuova filiale}.',
    talk: [
      'O? Può allegare il file? La banca ha introdotto causali nuove e devo vedere quali.',
      'C+ Ecco il file di {mese}.',
      'O Ho aggiunto le causali 219 e 27K alla tabella: l\'importazione adesso arriva in fondo. Le righe sono da abbinare come di consueto.',
      'C Importato tutto, {grazie|gentilissimi}.',
    ],
    file: 'csv:estratto-conto',
  },
  {
    area: 'administrative',
    titles: ['Distinta RiBa per {banca}: IBAN non valido', 'Presentazione effetti in errore', 'Scarto RiBa su {cliente}'],
    text: 'Nella distinta RiBa del {data} {un effetto|l\'effetto di {cliente}} da {importo} euro viene scartato dal controllo per "coordinate non valide", ma ABI e CAB {sono quelli di sempre|ce li ha confermati il cliente}.',
    talk: [
      'O Lo sportello indicato è stato chiuso per fusione: il CAB non è più in tabella. Con l\'aggiornamento della tabella ABI/CAB di {mese} il programma propone quello nuovo.',
      'C {Aggiornata la tabella, la distinta passa|Ora è a posto}. Chiudo, grazie.',
    ],
  },
  {
    area: 'administrative',
    titles: ['Contabilità analitica: righe senza centro di costo', 'Ripartizione centri di costo {mese}', 'Bilancio per centro di costo non quadra'],
    text: 'Il bilancio analitico di {mese} non quadra con il generale per {importo} euro: ci sono {registrazioni senza centro di costo|righe con un centro chiuso}. {Come le ritrovo|Esiste una stampa che le elenca}?',
    talk: [
      'O Usi "Controllo analitica - registrazioni incomplete": può correggere direttamente dalla griglia, selezionando più righe insieme.',
      'C Ne ho trovate {14|23}, corrette tutte. Per il futuro si può rendere obbligatorio?',
      'O Sì, dal piano dei conti, campo "Analitica obbligatoria" sui conti di costo. Chiudo la richiesta.',
    ],
  },
  {
    area: 'administrative',
    titles: ['Chiusura contabile {anno}: errore sui risconti', 'Ratei e risconti non generati', 'Riapertura conti: saldo diverso sul conto {n}'],
    text: 'Durante la chiusura {anno} l\'elaborazione dei risconti {si ferma al conto {n}|termina ma non scrive niente}. {Il bilancio va consegnato al commercialista venerdì|Non è urgente, chiudiamo il mese prossimo}.',
    talk: [
      'N Verificato in teleassistenza: il conto risconti è stato annullato e sostituito, ma la tabella parametri punta a quello vecchio.',
      'O Nei parametri di chiusura il conto risconti attivi è uno di quelli annullati. Indichi il nuovo e rilanci l\'elaborazione in prova.',
      'C {In prova è corretto, la faccio definitiva|Perfetto, adesso le scritture ci sono}. Grazie.',
    ],
    file: 'screen:chiusura-risconti',
  },
];
