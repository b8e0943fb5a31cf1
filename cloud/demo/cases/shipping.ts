import type { Case } from './case.ts';

export const SHIPPING: readonly Case[] = [
  {
    area: 'management',
    titles: ['Non riesco a emettere un DDT', 'DDT per {cliente} bloccato', 'Errore in emissione DDT D/{n}'],
    text: 'Emettendo il DDT per {cliente} compare "Progressivo di magazzino non aggiornabile" e il documento {non si salva|resta aperto}. {Il corriere passa nel pomeriggio|Succede solo dalla postazione di {utente}}.',
    talk: [
      'O Mi collego subito.',
      'N Blocco su record lasciato da una sessione caduta di {utente} ({pc}); liberato dalla console, nessun dato perso.',
      'O C\'era un blocco lasciato da una sessione caduta: l\'ho liberato e il DDT D/{n} è stato salvato dalla vostra collega. Chiudo la richiesta, se dovesse ripresentarsi mi scriva.',
    ],
    file: 'screen:errore-ddt',
    urgent: 'La spedizione deve partire ora e il corriere è già in ribalta: senza DDT la merce non può viaggiare.',
  },
  {
    area: 'management',
    titles: ['Problema emissione nota di accredito', 'Nota di accredito da reso di {cliente}', 'GESTIONE DOCUMENTI DI MAGAZZINO: reso non accettato'],
    text: 'Scrivo per {richiedere assistenza|avere aiuto} sul modulo "GESTIONE DOCUMENTI DI MAGAZZINO": non riesco ad emettere una nota di accredito per il reso di {cliente}, DDT D/{n}. {Potete aiutarmi?|Il documento di origine non viene proposto.}',
    talk: [
      'O? Il documento di origine è già stato fatturato? Se sì, va richiamato dalla fattura e non dal DDT.',
      'C Sì, fatturato a {mese}. {Provo dalla fattura|Allora riprovo partendo dalla fattura}.',
      'O Perfetto, mi faccia sapere.',
      'C Funziona: nota emessa. Chiudo il quesito, grazie.',
    ],
  },
  {
    area: 'management',
    titles: ['Prezzo errato in fattura per {cliente}', 'Listino non applicato sul DDT D/{n}', 'Sconto di {cliente} non proposto'],
    text: 'Sul documento D/{n} per {cliente} viene proposto il prezzo di listino base e non quello riservato. {Lo sconto del 12% è in anagrafica|Il listino {n2} è assegnato al cliente da {mese}}.',
    talk: [
      'O? Può dirmi con quale data è stato creato il documento e quando scade il listino riservato?',
      'C Documento del {data}; il listino {in effetti è scaduto il giorno prima|era valido fino a fine mese}.',
      'O Ecco perché. Prolunghi la validità da "Gestione listini" e usi "Ricalcola prezzi" sul documento: le righe già modificate a mano restano come sono.',
      'C {Ricalcolato, tutto giusto|Ok adesso i prezzi sono quelli}. Grazie.',
    ],
  },
  {
    area: 'management',
    titles: ['Fatturazione differita: DDT esclusi', 'DDT D/{n} non fatturato', 'Mancano bolle nella fatturazione di {mese}'],
    text: 'La fatturazione differita di {mese} ha lasciato fuori {alcuni DDT|il DDT D/{n}} di {cliente}. Nel registro dell\'elaborazione non ci sono errori.',
    talk: [
      'O Quei documenti hanno una condizione di pagamento diversa e il raggruppamento per cliente e pagamento li ha messi in un\'altra fattura provvisoria, che non è stata confermata. La trova in "Fatture provvisorie".',
      'C {Trovata e confermata|Vista, era proprio lì}. Non me ne ero accorto.',
      'O Capita spesso: può attivare l\'avviso a fine elaborazione nei parametri vendite. Chiudo.',
    ],
  },
  {
    area: 'management',
    titles: ['Etichette spedizione del corriere non stampate', 'Segnacolli: codice a barre illeggibile', 'Stampa etichette corriere con dati vecchi'],
    text: 'Le etichette del corriere per la spedizione D/{n} {escono con il vecchio indirizzo|non vengono stampate}. {Il cliente ha cambiato sede a {mese}|La stampante funziona con gli altri programmi}.',
    talk: [
      'O L\'etichetta prende la destinazione diversa memorizzata sul cliente e non la sede: ne è rimasta una con l\'indirizzo vecchio, impostata come predefinita.',
      'C {Cancellata, ora è giusta|Ok, ho cambiato la predefinita}. Grazie.',
    ],
    file: 'photo:etichetta',
  },
  {
    area: 'management',
    titles: ['Packing list incompleta per {cliente}', 'Lista di carico: colli mancanti', 'Peso lordo a zero sulla packing list'],
    text: 'La packing list della spedizione verso {cliente} riporta {peso lordo zero|solo {n2} colli invece di dodici}. I pesi sono {caricati in anagrafica articolo|quelli della scheda imballo}.',
    talk: [
      'O Il peso viene calcolato alla chiusura dei colli: due colli risultano ancora aperti. Da "Gestione colli" li chiuda e rilanci la stampa.',
      'C {Chiusi i colli, i pesi ci sono|Adesso è completa}, grazie e buona giornata.',
    ],
    urgent: 'Camion in attesa alla dogana: senza packing list corretta non può ripartire.',
  },
  {
    area: 'management',
    titles: ['Provvigioni agente su {cliente} non calcolate', 'Calcolo provvigioni {mese}', 'Agente doppio sulla fattura F/{n}'],
    text: 'Il calcolo provvigioni di {mese} non considera la fattura F/{n} di {cliente}. L\'agente {è indicato in testata|è cambiato durante il mese}: {va ricalcolata|come si corregge} senza toccare la fattura?',
    talk: [
      'O Sì: da "Gestione provvigioni" può aggiungere la riga a mano oppure usare "Rigenera da documento". La fattura resta com\'è.',
      'C {Rigenerata, perfetto|Aggiunta a mano}. Si può chiudere.',
    ],
  },
];
