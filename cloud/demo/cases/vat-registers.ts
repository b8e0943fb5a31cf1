import type { Case } from './case.ts';

export const VAT_REGISTERS: readonly Case[] = [
  {
    area: 'administrative',
    titles: ['I registri IVA di {mese} non tornano', 'Differenza tra registro vendite e liquidazione', 'Registro IVA acquisti: totale diverso dalla contabilità'],
    text: 'Stampando i registri IVA di {mese} il totale {del registro vendite|degli acquisti} differisce di {importo} euro dal mastrino del conto IVA. Abbiamo ancora {due giorni|qualche giorno} per chiudere il periodo.',
    talk: [
      'O? Può lanciare "Controllo quadratura IVA" dal menu Contabilità, sul periodo indicato, e allegare il risultato?',
      'C+ Ecco la stampa del controllo.',
      'O La registrazione n. {n} ha la data di competenza IVA nel mese successivo: il mastrino la vede, il registro no. Corregga la competenza e ristampi in prova prima della definitiva.',
      'C {Era proprio quella|Corretta la registrazione}, ora tutto quadra. Grazie.',
    ],
    file: 'pdf:controllo-iva',
  },
  {
    area: 'administrative',
    titles: ['Liquidazione IVA {mese}: credito non riportato', 'Il credito IVA del periodo precedente è a zero', 'Liquidazione periodica senza credito da riportare'],
    text: 'Nella liquidazione IVA di {mese} il credito del periodo precedente ({importo} euro) {non viene riportato|risulta a zero}. La liquidazione precedente è stata {stampata in definitiva|fatta regolarmente}.',
    talk: [
      'O Il riporto avviene solo se il periodo precedente è stato consolidato. In "Progressivi IVA" vedo che il consolidamento è stato annullato il {data}: lo rifaccia e poi ristampi la liquidazione.',
      'C {Fatto|Consolidato}, il credito adesso viene riportato. Chiudo.',
    ],
  },
  {
    area: 'administrative',
    titles: ['Stampa definitiva registri: numero pagina errato', 'Numerazione pagine del registro acquisti', 'Registro IVA: riparte da pagina 1'],
    text: 'La stampa definitiva del registro {acquisti|vendite} di {mese} riparte da pagina 1 invece che da pagina {pagina}. {Non abbiamo ancora confermato la stampa|È già stata confermata, si può annullare?}',
    talk: [
      'O In "Tabella registri IVA" il campo "Ultima pagina stampata" è stato azzerato con il cambio anno. Scriva il numero corretto e rilanci: la stampa non confermata non lascia traccia.',
      'C {Ok, ora parte dalla pagina giusta|Sistemato}. Grazie.',
    ],
  },
  {
    area: 'administrative',
    titles: ['LIPE {trimestre} trimestre: errore nel controllo', 'Comunicazione liquidazioni periodiche scartata', 'File LIPE non superato dal controllo Entratel'],
    text: 'Il controllo della comunicazione liquidazioni periodiche segnala:\n> VP14 - importo non coerente con i campi VP7, VP8 e VP13\n{L\'invio scade a fine mese|Il nostro consulente ci chiede il file entro venerdì}.',
    talk: [
      'O Nel quadro VP manca il versamento dell\'acconto, che è stato registrato con una causale diversa. Lo può inserire a mano in VP13, oppure correggere la causale e rigenerare.',
      'C Corretta la causale e rigenerato: controllo superato.',
      'O Ottimo. Chiudo la richiesta.',
    ],
    file: 'screen:controllo-lipe',
  },
  {
    area: 'administrative',
    titles: ['Reverse charge: integrazione non generata', 'Autofattura TD17 per {fornitore}', 'Acquisto intra UE senza integrazione TD18'],
    text: 'Registrando la fattura estera di {fornitore} n. {n} il programma {non propone|non genera} il documento di integrazione. {In passato lo faceva in automatico|È la prima volta che usiamo questa funzione}.',
    talk: [
      'O? Mi conferma che in anagrafica fornitore è indicato il paese estero e che la causale contabile è una di quelle per reverse charge?',
      'C Il paese c\'è; la causale è quella degli acquisti ordinari.',
      'O+ Va usata la causale "Acquisti reverse charge": il documento si genera alla conferma. Può stornare e registrare di nuovo, le allego la guida passo passo.',
      'C {Funziona|Ora il TD17 viene creato}. Grazie della guida, chiudo.',
    ],
    file: 'pdf:guida-reverse-charge',
  },
  {
    area: 'administrative',
    titles: ['Lettera d\'intento di {cliente}: plafond superato', 'Dichiarazione d\'intento non applicata', 'Fattura a esportatore abituale con IVA al 22%'],
    text: 'Emettendo la fattura a {cliente} il programma applica l\'IVA al 22% anche se è presente la lettera d\'intento, protocollo {n}. {Nell\'ultima fattura era corretto|Succede da ieri}.',
    talk: [
      'O La lettera è valida, ma il plafond residuo è di {importo} euro, meno del totale della fattura: in questo caso il programma applica l\'aliquota ordinaria e lo segnala nel registro.',
      'C Capito, {chiediamo una nuova lettera|dividiamo la fornitura}. Si può chiudere.',
    ],
  },
];
