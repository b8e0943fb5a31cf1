import type { Case } from './case.ts';

export const APPOINTMENTS: readonly Case[] = [
  {
    area: 'administrative',
    type: 'appointment',
    titles: ['Vorrei un app.to a pagamento per la chiusura {anno}', 'Appuntamento: formazione sui cespiti', 'Richiesta consulenza su ritenute e CU'],
    text: 'Vorremmo {fissare un appuntamento|un incontro di due ore} con un consulente per {la chiusura di bilancio|formare la nuova collega {utente}}. {Preferiamo la mattina|Va bene anche da remoto}.',
    talk: [
      'O?+ Il consulente ha disponibilità martedì e giovedì mattina. Le allego il preventivo: 2 ore da remoto.',
      'C {Martedì alle 9.30|Giovedì va bene}, preventivo accettato.',
      'O Appuntamento confermato, riceverà l\'invito con il collegamento. Chiudo la richiesta.',
    ],
    file: 'pdf:preventivo',
  },
  {
    area: 'management',
    type: 'appointment',
    titles: ['Appuntamento per avvio gestione lotti', 'Consulenza sul configuratore di prodotto', 'Formazione CRM per due commerciali'],
    text: 'Stiamo valutando {l\'avvio della gestione lotti|di usare di più il CRM} e {vorremmo una giornata di affiancamento|ci servirebbe una demo} presso {la nostra sede|il magazzino {magazzino}}.',
    talk: [
      'O? Volentieri. Quante persone partecipano e quali processi vi interessano di più? Così preparo il programma della giornata.',
      'C Saremo in {tre|quattro}: {ordini, spedizioni e resi|anagrafiche, offerte e statistiche}.',
      'O Le ho inviato programma e offerta. In attesa della firma chiudo la richiesta, la riapriremo con la data.',
    ],
  },
  {
    area: 'systems',
    type: 'appointment',
    titles: ['Appuntamento per sostituzione server', 'Sopralluogo per nuovo ufficio', 'Richiesta tecnico per cablaggio'],
    text: 'Dobbiamo {sostituire il server|allestire tre postazioni nel nuovo ufficio} e servirebbe {un sopralluogo|l\'uscita di un tecnico} entro {mese}.',
    talk: [
      'O Il tecnico può passare la prossima settimana; la contatterà per l\'orario. Il sopralluogo è a pagamento e viene scalato dall\'eventuale fornitura.',
      'C {Va bene|D\'accordo}, aspettiamo la chiamata. Potete chiudere.',
    ],
  },
  {
    area: 'administrative',
    titles: ['Errore aprendo la stampa {stampa}', 'BN0215I: errore in stampa {stampa}', 'Messaggio di errore dopo l\'aggiornamento'],
    text: 'Aprendo la stampa {stampa} compare questo messaggio:\n> Error occured: Date: {data} Program: BN0215I - File Ver.: 23.0.0.{n2} OS: Microsoft Windows, Application x64\n> Object reference not set to an instance of an object\n{Ho già riavviato il programma|Succede anche al collega}.',
    talk: [
      'O Grazie per il messaggio completo, è quello che serve. Lo passo allo sviluppo.',
      'D ',
      'N Corretto nella 23.0.0.8{n2}: il filtro vuoto sul conto non era gestito.',
      'R ',
      'O È disponibile l\'aggiornamento del programma: dal menu Utility, "Aggiorna programmi". Può confermare che la stampa si apre?',
      'C {Aggiornato, si apre|Ora la stampa esce}. Grazie a tutti.',
    ],
    file: 'screen:errore-stampa',
  },
];
