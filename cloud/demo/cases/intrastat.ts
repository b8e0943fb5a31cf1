import type { Case } from './case.ts';

export const INTRASTAT: readonly Case[] = [
  {
    area: 'administrative',
    titles: ['Intrastat {mese}: nomenclatura mancante', 'Elenco INTRA-1 con righe senza codice', 'Nomenclatura combinata su {articolo}'],
    text: 'L\'elenco Intrastat cessioni di {mese} segnala {una riga|tre righe} senza nomenclatura combinata, tra cui {articolo}. In anagrafica articolo {il codice c\'è|mi sembra tutto a posto}.',
    talk: [
      'O Il codice viene letto alla data del documento: l\'articolo lo ha ricevuto dopo la spedizione. Può completarlo a mano in "Gestione movimenti Intrastat" senza rifare la fattura.',
      'C {Completato|Ok, completate le righe} e file generato. Chiudo.',
    ],
  },
  {
    area: 'administrative',
    titles: ['Intrastat servizi: codice CPA', 'INTRA-2 quater: prestazione ricevuta da {fornitore}', 'Modello Intrastat acquisti di servizi'],
    text: 'Per la prestazione di {fornitore} di {importo} euro {non so quale codice servizio|quale codice CPA devo} indicare nel modello Intrastat? {Il fornitore non lo indica in fattura|Sulla fattura è scritto solo "consulenza"}.',
    talk: [
      'O Per la consulenza gestionale il codice è 702210. Tenga presente che l\'obbligo vale solo sopra la soglia trimestrale: dalla stampa "Verifica soglie" può vedere se siete tenuti.',
      'C {Siamo sotto soglia, quindi niente elenco|Ho controllato le soglie}. Chiarissimo, grazie.',
    ],
  },
  {
    area: 'administrative',
    titles: ['File Intrastat rifiutato dall\'Agenzia delle Dogane', 'Invio telematico Intrastat {mese} in errore', 'Intrastat: firma del file non valida'],
    text: 'Il file Intrastat di {mese} {viene rifiutato dal servizio telematico doganale|è stato scartato}:\n> Esito: firma digitale non valida o certificato scaduto\nLa scadenza è il 25.',
    talk: [
      'O Il certificato di firma dell\'azienda è scaduto il {data}. Va rinnovato dal portale delle Dogane, gestione certificati; poi basta rifirmare lo stesso file.',
      'C {Rinnovato dal titolare|Certificato rinnovato} e file accettato. Grazie della dritta.',
    ],
    file: 'screen:esito-dogane',
    urgent: 'La scadenza Intrastat è oggi e il file viene rifiutato.',
  },
  {
    area: 'administrative',
    titles: ['Esterometro: operazione non inclusa', 'Fattura estera {n} non comunicata', 'Comunicazione operazioni transfrontaliere'],
    text: 'La fattura estera {n} di {mese} non risulta {tra quelle comunicate|inviata allo SdI}. È possibile {inviarla ora|rimediare} senza rifare la registrazione?',
    talk: [
      'O Sì: dalla registrazione usi "Genera documento FE" e invii il TD corrispondente. Se sono passati i termini conviene sentire il consulente per il ravvedimento.',
      'C {Inviata|Generato e inviato}, lo studio si occupa del resto. Si può chiudere.',
    ],
  },
];
