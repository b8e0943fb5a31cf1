import type { Case } from './case.ts';

export const PRODUCTION: readonly Case[] = [
  {
    area: 'management',
    only: ['bikelt', 'serra'],
    titles: ['Distinta base: componente mancante', 'Distinta di {articolo} non esplosa', 'Ordine di produzione OP/{n} senza materiali'],
    text: 'Lanciando l\'ordine di produzione OP/{n} per {articolo} la lista materiali {è vuota|non contiene le viti e i cuscinetti}. La distinta {sembra corretta|è stata modificata a {mese}}.',
    talk: [
      'O? La distinta ha una data di inizio validità? Se è successiva all\'ordine, il programma usa la versione precedente.',
      'C {Sì, vale dal mese prossimo|In effetti la data è sbagliata}.',
      'O Corretta la data, usi "Riesplodi distinta" sull\'ordine: i prelievi già fatti restano.',
      'C Perfetto, {materiali tutti presenti|adesso la lista è completa}. Chiudo.',
    ],
    file: 'screen:distinta-base',
  },
  {
    area: 'management',
    only: ['bikelt', 'serra'],
    titles: ['MRP: proposte doppie', 'Elaborazione MRP di {mese} troppo lunga', 'MRP non considera gli ordini aperti'],
    text: 'L\'elaborazione MRP {dura più di due ore|propone due volte lo stesso fabbisogno} per {articolo}. {Fino al mese scorso bastavano dieci minuti|Gli ordini a {fornitore} sono già inseriti}.',
    talk: [
      'O Sto analizzando il registro dell\'elaborazione: ci sono {n2} ordini molto vecchi ancora aperti che vengono ricalcolati ogni volta.',
      'D ',
      'N Lo sviluppo conferma: indice mancante sulla tabella impegni, correzione nella 23.1.',
      'R ',
      'O Installato l\'aggiornamento: la stessa elaborazione ora dura 9 minuti. Conviene comunque chiudere gli ordini fermi da più di due anni.',
      'C Confermo, {velocissima|tutto bene}. Grazie, si può chiudere.',
    ],
    file: 'log:mrp',
  },
  {
    area: 'management',
    only: ['bikelt', 'serra'],
    titles: ['Avanzamento fase non registrato', 'Rilevazione tempi: fase {n2} non chiusa', 'Il terminale di reparto non chiude la fase'],
    text: 'In reparto gli operatori non riescono a chiudere la fase {n2} dell\'ordine OP/{n}: il terminale {risponde "fase precedente aperta"|resta in attesa}. La fase precedente {risulta chiusa|è stata fatta da un terzista}.',
    talk: [
      'O La fase precedente è esterna e si chiude solo con il DDT di rientro del terzista. Se il materiale è già rientrato, registri il rientro con la data giusta.',
      'C {Registrato il rientro|Mancava proprio quello}: fase chiusa. Grazie.',
    ],
    urgent: 'La linea di montaggio è ferma: senza chiudere la fase non si può avviare la successiva e il turno è fermo.',
  },
  {
    area: 'management',
    only: ['bikelt', 'serra'],
    titles: ['Costo industriale di {articolo} errato', 'Valorizzazione a costo standard', 'Costi di produzione OP/{n} senza manodopera'],
    text: 'Nel consuntivo dell\'ordine OP/{n} il costo della manodopera {è zero|è il doppio del previsto}. Le ore {rilevate sono giuste|sono state inserite a mano}.',
    talk: [
      'O? Può controllare se il centro di lavoro ha una tariffa valida alla data delle ore?',
      'C La tariffa {scade a fine anno scorso|non è stata rinnovata}. Se la aggiorno devo rifare tutto?',
      'O No: aggiorni la tariffa e lanci "Ricalcolo costi" sul periodo. Le ore restano quelle rilevate.',
      'C {Ricalcolato|Fatto}, adesso i conti tornano. Chiudo.',
    ],
  },
  {
    area: 'management',
    only: ['bikelt'],
    titles: ['TELAIO CARBONIO ULTRA: variante colore', 'Configuratore: variante taglia non disponibile', 'Codice variante non generato per il telaio'],
    text: 'Dal configuratore del TELAIO CARBONIO ULTRA (2.53.03.905) non riusciamo a scegliere {la taglia 58|il colore verde opaco}: la combinazione {è grigia|non compare nell\'elenco}.',
    talk: [
      'O La regola "taglia-colore" esclude quella combinazione dal {data}: qualcuno l\'ha inserita per la serie limitata. La può disattivare dal configuratore, scheda Regole.',
      'C {Era una prova rimasta attiva|Disattivata}: ora si può scegliere. Grazie mille.',
    ],
    file: 'screen:configuratore',
  },
  {
    area: 'management',
    only: ['bikelt', 'serra'],
    titles: ['Piano di produzione: date nel passato', 'Schedulatore: calendario festività', 'Pianificazione OP/{n} durante le ferie'],
    text: 'Lo schedulatore ha pianificato l\'ordine OP/{n} {nei giorni di chiusura|con date già passate}. Il calendario aziendale {è aggiornato|riporta le ferie}.',
    talk: [
      'O Il calendario di stabilimento è giusto, ma il centro di lavoro ne usa uno suo, copiato l\'anno scorso. Basta assegnargli quello di stabilimento e ripianificare.',
      'C {Assegnato|Cambiato il calendario} e ripianificato: date corrette.',
      'O Bene, chiudo la richiesta.',
    ],
  },
];
