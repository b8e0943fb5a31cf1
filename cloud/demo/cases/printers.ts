import type { Case } from './case.ts';

export const PRINTERS: readonly Case[] = [
  {
    area: 'systems',
    titles: ['La stampante {stampante} non stampa', '{stampante}: documenti fermi in coda', 'Stampa DDT ferma in coda su {stampante}'],
    text: 'Dalla postazione {pc} le stampe su {stampante} restano in coda. {Dalle altre postazioni funziona|Il problema riguarda tutto l\'ufficio}; abbiamo già {spento e riacceso|cambiato il cavo di rete}.',
    talk: [
      'O? Può dirmi se dal pannello della stampante l\'indirizzo IP è ancora {ip}? Dopo il riavvio del router può averne preso un altro.',
      'C L\'indirizzo è diverso: ora finisce con {n2}.',
      'O Ho riservato il vecchio indirizzo sul DHCP e riavviato la stampante: le stampe in coda sono uscite. Chiudo la richiesta.',
    ],
    file: 'photo:pannello-stampante',
  },
  {
    area: 'systems',
    titles: ['Stampa fatture con margini tagliati', '{stampante}: modulo fattura fuori margine', 'Il logo è tagliato in stampa'],
    text: 'Le fatture stampate su {stampante} hanno {il bordo destro tagliato|il logo a metà}; in anteprima si {vede|vedono} bene. {Dopo l\'aggiornamento dei driver|Da quando è stata sostituita la stampante}.',
    talk: [
      'O Il nuovo driver usa il formato Letter come predefinito. Nelle proprietà della stampante, scheda Carta, scelga A4 e spunti "Adatta".',
      'C {Con A4 è perfetta|Risolto}, grazie.',
    ],
    file: 'photo:fattura-tagliata',
  },
  {
    area: 'systems',
    titles: ['Etichettatrice del magazzino: stampa sbiadita', 'Etichette bianche su {stampante}', 'Zebra: etichette disallineate'],
    text: 'L\'etichettatrice del magazzino {magazzino} {stampa etichette bianche|salta un\'etichetta ogni due}. Il rotolo {è nuovo|è stato cambiato stamattina}.',
    talk: [
      'O Con il rotolo nuovo va rifatta la calibrazione: tenga premuto il tasto Feed fino a due lampeggi, poi lo rilasci. Se resta bianca, il rotolo è per trasferimento e serve il nastro.',
      'C {Calibrata, ora va|Con la calibrazione si è allineata}. Grazie!',
    ],
  },
  {
    area: 'systems',
    titles: ['Scansione verso cartella non funziona', 'Multifunzione: errore di accesso alla cartella scansioni', 'Le scansioni non arrivano più'],
    text: 'La multifunzione segnala "errore di autenticazione" quando {scansioniamo verso la cartella condivisa|inviamo le scansioni al server}. {Funzionava fino a venerdì|Abbiamo cambiato la password del server}.',
    talk: [
      'O La password dell\'utente "scanner" è scaduta. L\'ho rinnovata e impostata senza scadenza; sul pannello della multifunzione va inserita la nuova, gliela comunico per telefono.',
      'C {Inserita, funziona|Tutto ok, le scansioni arrivano}. Chiudo.',
    ],
  },
  {
    area: 'systems',
    titles: ['PDF delle fatture illeggibile', 'Invio e-mail con PDF vuoto', 'Il PDF della fattura F/{n} è bianco'],
    text: 'Le fatture inviate per e-mail arrivano con il PDF {vuoto|di zero byte}. {La stampa su carta è corretta|Succede solo da {pc}}.',
    talk: [
      'O Su quella postazione la stampante virtuale PDF era in pausa. L\'ho riattivata e impostata come predefinita per il programma.',
      'C {Ricevuto, ora il PDF è completo|Confermo che funziona}. Grazie.',
    ],
    file: 'pdf:fattura-di-prova',
  },
];
