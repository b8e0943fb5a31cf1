import type { Case } from './case.ts';

export const ORDERS_WAREHOUSE: readonly Case[] = [
  {
    area: 'management',
    titles: ['MATRICOLE', 'Matricole: numero già utilizzato', 'Matricola {n} non proposta in scarico'],
    text: 'Le mie matricole hanno il seguente problema: scaricando {articolo} il programma dice che la matricola {n} {è già stata utilizzata|non è presente in magazzino}, ma il pezzo è {qui sullo scaffale|fisicamente nel magazzino {magazzino}}.',
    talk: [
      'O? Può verificare con "Storico matricola" l\'ultimo movimento? Sospetto un carico fatto con la matricola vicina.',
      'C {Confermo|Esatto}: è stata caricata la matricola successiva. Come la correggo?',
      'O Con una rettifica di magazzino: scarico di quella sbagliata e carico di quella giusta, stessa data. Le ho preparato la causale "RM".',
      'C Ho già risolto in autonomia con la rettifica. Chiudo il quesito. Grazie.',
    ],
    file: 'csv:matricole',
  },
  {
    area: 'management',
    titles: ['Giacenza negativa su {articolo}', 'Magazzino {magazzino}: esistenza diversa dal reale', 'Disponibilità errata per {articolo}'],
    text: 'L\'articolo {articolo} risulta con giacenza {negativa|diversa da quella contata} nel magazzino {magazzino}. {Abbiamo ricontato ieri|Nessuno ha fatto rettifiche}.',
    talk: [
      'O Ho trovato uno scarico doppio del {data}: lo stesso DDT è stato evaso sia dall\'ordine sia a mano. Elimini il secondo movimento e lanci "Ricostruzione progressivi" per quell\'articolo.',
      'C {Fatto, ora torna|Ricostruiti i progressivi: giacenza giusta}. Grazie.',
    ],
  },
  {
    area: 'management',
    titles: ['Ordine cliente O/{n} non evadibile', 'Ordine di {cliente} bloccato', 'Evasione ordini: riga non selezionabile'],
    text: 'L\'ordine O/{n} di {cliente} non {compare|viene proposto} in evasione anche se la merce è disponibile. {Lo stato è "confermato"|Le altre righe si evadono regolarmente}.',
    talk: [
      'O Il cliente ha superato il fido e il blocco è impostato sull\'evasione. Un responsabile può sbloccare il singolo ordine da "Autorizzazione ordini".',
      'C {Sbloccato dal responsabile|Autorizzato dalla direzione}, ora si evade. Grazie.',
    ],
  },
  {
    area: 'management',
    titles: ['Ordine a {fornitore}: quantità minima', 'Proposta d\'ordine con quantità sbagliata', 'Riordino: lotto minimo non rispettato'],
    text: 'La proposta d\'ordine per {fornitore} suggerisce {3 pezzi|un solo pezzo} di {articolo}, mentre il lotto minimo è {50|25}. Dove {si imposta|devo guardare}?',
    talk: [
      'O Il lotto minimo va indicato nella scheda articolo/fornitore, non solo in anagrafica articolo: per questo fornitore il campo è vuoto.',
      'C {Impostato, la proposta è giusta|Trovato}. Chiudo.',
    ],
  },
  {
    area: 'management',
    titles: ['Inventario: lettore di codici a barre', 'Terminale inventario non trasmette', 'Conta inventariale del magazzino {magazzino} persa'],
    text: 'Durante l\'inventario il terminale del magazzino {magazzino} {ha smesso di trasmettere|segnala "sessione scaduta"} e la conta di {n2} articoli non {arriva|compare} nel gestionale. Possiamo recuperarla?',
    talk: [
      'O Le letture restano nella memoria del terminale finché non sono trasmesse: non lo spenga. Dal menu del terminale scelga "Invia letture in sospeso".',
      'C+ Ecco la foto del terminale dopo l\'invio.',
      'O Vedo le letture arrivate. La sessione scadeva dopo 30 minuti di inattività: l\'ho portata a 8 ore. Chiudo.',
    ],
    file: 'photo:terminale',
  },
  {
    area: 'management',
    titles: ['Lotti in scadenza non segnalati', 'Lotto {n} scaduto proposto in uscita', 'Gestione lotti: ordine di prelievo'],
    text: 'In uscita viene proposto il lotto {n} di {articolo}, {che scade tra due giorni|già scaduto}, e non quello con scadenza più vicina tra i validi. {Dove si sceglie il criterio|Si può escludere}?',
    talk: [
      'O Nei parametri di magazzino il criterio di prelievo è FIFO sul carico. Impostando FEFO il programma segue la scadenza ed esclude i lotti scaduti.',
      'C {Cambiato il parametro|Impostato FEFO}: adesso propone quello giusto. Grazie.',
    ],
  },
  {
    area: 'management',
    titles: ['Anagrafica articoli: codice non modificabile', 'Cambio codice per {articolo}', 'Articolo {articolo} duplicato'],
    text: 'Abbiamo {creato per errore|trovato} due codici per lo stesso articolo, {articolo}. Vorremmo {unirli|tenerne uno solo} senza perdere i movimenti.',
    talk: [
      'O? Esiste "Cambio codice articolo", che riporta movimenti, ordini e distinte sul codice scelto. Va lanciato senza utenti collegati: quando potete uscire tutti per dieci minuti?',
      'C {Domani alle 13|Oggi dopo le 18} va bene.',
      'O Eseguito: i movimenti sono tutti sul codice buono e l\'altro è annullato. Chiudo la richiesta.',
    ],
  },
  {
    area: 'management',
    titles: ['Conto lavoro: materiale presso {fornitore}', 'Rientro da conto lavoro non scarica', 'Giacenza presso terzista errata'],
    text: 'Al rientro dal terzista {fornitore} il materiale {non viene scaricato dal suo deposito|resta in carico}: risultano ancora {n2} pezzi di {articolo}.',
    talk: [
      'O Il DDT di rientro è stato fatto con causale di acquisto. Va usata "Rientro conto lavoro", che scarica i componenti secondo la distinta.',
      'N Proporre al cliente la configurazione guidata del conto lavoro nella prossima visita.',
      'C {Rifatto il documento: adesso quadra|Ok, ho corretto i due DDT}. Grazie.',
    ],
  },
];
