import type { Case } from './case.ts';

export const ELECTRONIC_INVOICING: readonly Case[] = [
  {
    area: 'administrative',
    titles: ['Domanda su esito Fattura Elettronica', 'Scarto su fattura F/{n}', 'Fattura elettronica F/{n} scartata dallo SdI'],
    text: 'Apro il programma consolle fattura elettronica, lancio la funzione "controlla status fatture" e ricevo uno scarto sulla fattura {emessa|intestata a {cliente}, emessa} il {data}, numero F/{n}. C\'è un modo per {verificare la motivazione di scarto|capire che cosa non va}?',
    talk: [
      'O Dalla consolle selezioni la fattura e apra "Dettaglio notifiche": nella colonna Esito trova il codice e la descrizione dello scarto. Di solito è un errore 00404 (fattura duplicata) oppure 00306 (destinatario non valido).',
      'C {Trovato|Ecco}: errore 00306, id fiscale del cessionario non valido. In effetti la partita IVA di {cliente} è cambiata a {mese}.',
      'O Corregga la partita IVA in anagrafica, rigeneri il file dalla stessa fattura e la reinvii entro 5 giorni dallo scarto: numero e data restano gli stessi.',
      'C Reinviata e accettata. {Grazie mille|Perfetto, grazie}, chiudo il quesito.',
    ],
    file: 'screen:esito-fattura',
  },
  {
    area: 'administrative',
    titles: ['Fattura accompagnatoria senza codice destinatario', 'Codice SDI di {cliente} non accettato', 'Cliente senza codice destinatario: cosa indico?'],
    text: 'Devo inviare la fattura F/{n} a {cliente}, che {non ci ha comunicato il codice destinatario|ha solo la PEC}. Il programma segnala "Codice destinatario non presente" e non genera il file. {Cosa devo indicare|Posso lasciare il campo vuoto}?',
    talk: [
      'O Se il cliente ha una PEC la indichi in anagrafica e metta 0000000 come codice destinatario. Se non ha nemmeno la PEC lasci comunque 0000000: la fattura gli arriva nel cassetto fiscale.',
      'C {Ho fatto così|Provato con sette zeri} e il file è stato generato. Chiudo, grazie.',
    ],
  },
  {
    area: 'administrative',
    titles: ['Bollo virtuale non calcolato sulla fattura F/{n}', 'Imposta di bollo da 2 euro: non compare nell\'XML', 'Fatture esenti di {mese} senza bollo'],
    text: 'Sulla fattura esente F/{n} di {importo} euro non {compare|viene riportato} il bollo virtuale nel file XML, mentre sulla stampa c\'è. Le fatture di {mese} avevano {lo stesso problema|il blocco DatiBollo corretto}.',
    talk: [
      'O? Può indicarmi il codice IVA usato nelle righe e allegare il file XML? Il bollo viene scritto solo se la natura dell\'esenzione è nella tabella dei codici soggetti.',
      'C+ File XML della fattura, codice IVA 312.',
      'O Il codice 312 ha natura N4 ma non aveva il flag "soggetto a bollo". L\'ho attivato sulla vostra tabella durante il collegamento: rigenerando il file il blocco DatiBollo ora c\'è.',
      'C Confermo, {ora è corretto|adesso compare}. Grazie.',
    ],
    file: 'log:fattura-xml',
  },
  {
    area: 'administrative',
    titles: ['Fatture passive non scaricate dalla consolle', 'Mancano fatture di acquisto di {mese}', 'Fattura di {fornitore} non presente in consolle'],
    text: 'Nella consolle delle fatture passive non {troviamo|vediamo} la fattura di {fornitore} del {data}, che però è presente sul portale Fatture e Corrispettivi. {Le altre sono arrivate regolarmente|Mancano anche altre due fatture dello stesso giorno}.',
    talk: [
      'O Ho rilanciato lo scarico dal canale per il periodo indicato: il servizio di ricezione era rimasto fermo per un certificato scaduto.',
      'N Rinnovato il certificato del canale SdICoop del cliente; da ricordare che scade ogni 3 anni.',
      'C Ora {la vedo|ci sono tutte}. Posso registrarla con la data di ricezione di oggi?',
      'O Sì: per la detrazione conta la data di ricezione riportata nella notifica, che il programma propone in automatico. Chiudo la richiesta.',
    ],
  },
  {
    area: 'administrative',
    titles: ['Nota di credito elettronica: tipo documento TD04', 'Nota di accredito a {cliente} generata come fattura', 'XML della nota di credito N/{n} con tipo TD01'],
    text: 'La nota di credito N/{n} verso {cliente} viene generata come TD01 invece che come TD04. {Non l\'abbiamo ancora inviata|Per fortuna ce ne siamo accorti prima dell\'invio}.',
    talk: [
      'O? Con quale causale di magazzino è stata emessa? Il tipo documento viene dalla tabella "Tipi bolle/fatture", campo "Tipo documento FE".',
      'C Causale {12|14}, "Reso da cliente": l\'abbiamo {creata noi|duplicata} la settimana scorsa.',
      'O Ecco il motivo: duplicandola il campo è rimasto vuoto. L\'ho impostato a TD04, rigeneri il file. Resto a disposizione se serve altro, intanto chiudo.',
    ],
  },
  {
    area: 'administrative',
    titles: ['Conservazione sostitutiva {mese} in errore', 'Pacchetto di conservazione rifiutato', 'Errore invio in conservazione delle fatture di {mese}'],
    text: 'Il versamento in conservazione delle fatture di {mese} {termina con errore|viene rifiutato}:\n> ERR-{n}: indice del pacchetto non conforme, documento 17 di 212\n{Rilanciandolo il risultato è lo stesso|Abbiamo provato due volte}.',
    talk: [
      'O Il documento 17 ha un allegato con un nome che contiene caratteri non ammessi. Sto preparando la correzione con il conservatore.',
      'D ',
      'R ',
      'O Con l\'aggiornamento di oggi i nomi vengono normalizzati prima del versamento. Può rilanciare?',
      'C Rilanciato, {versamento accettato|212 documenti su 212}. Si può chiudere.',
    ],
  },
];
