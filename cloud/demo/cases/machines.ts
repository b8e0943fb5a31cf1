import type { Case } from './case.ts';

export const MACHINES: readonly Case[] = [
  {
    area: 'systems',
    titles: ['Backup notturno non riuscito', 'Backup fallito per spazio esaurito', 'Avviso backup del {data}'],
    text: 'È arrivata la mail di avviso: il backup {della notte|del {data}} non è riuscito.\n> Destinazione \\\\NAS01\\backup: spazio insufficiente ({n2} GB liberi)\n{Dobbiamo cancellare qualcosa|Quello precedente è andato a buon fine}.',
    talk: [
      'O Ho verificato: la conservazione era impostata a 90 giorni. L\'ho portata a 45 con una copia mensile; lo spazio libero adesso è sufficiente e il backup è stato rilanciato.',
      'N Proporre al cliente l\'ampliamento del NAS: all\'attuale ritmo si riempie in 8 mesi.',
      'C {Il backup di stanotte è riuscito|Ricevuta la mail di esito positivo}. Grazie.',
    ],
    file: 'log:backup',
  },
  {
    area: 'systems',
    titles: ['Recupero di un file cancellato', 'Cartella {mese} cancellata per errore', 'Ripristino file dal backup'],
    text: 'È stata cancellata per errore la cartella "{mese}" {dal disco condiviso|dell\'amministrazione}. È possibile recuperarla {con i file di ieri sera|dal backup}?',
    talk: [
      'O Sì: sto ripristinando la copia di ieri sera in una cartella accanto, così potete confrontare.',
      'C {Ci sono tutti i file|Controllato, non manca niente}. Grazie infinite.',
    ],
    urgent: 'Nella cartella cancellata c\'è il bilancio da depositare entro oggi.',
  },
  {
    area: 'systems',
    titles: ['Antivirus blocca il gestionale', 'Antivirus: file in quarantena', 'Programma BN{n} segnalato come minaccia'],
    text: 'Dopo l\'aggiornamento l\'antivirus {blocca l\'avvio del gestionale|ha messo in quarantena un file del gestionale} su {pc}. {Posso ripristinarlo|È sicuro escluderlo}?',
    talk: [
      'O È un falso positivo già segnalato al produttore. Ho aggiunto la cartella del programma alle esclusioni dalla console: al prossimo aggiornamento delle policy (15 minuti) si avvia.',
      'C {Si avvia|Funziona}, grazie.',
    ],
    file: 'screen:antivirus',
  },
  {
    area: 'systems',
    titles: ['PC di {utente} lentissimo', '{pc} si riavvia da solo', 'Schermata blu su {pc}'],
    text: 'Il PC {pc} {si riavvia da solo|mostra una schermata blu} {due o tre volte al giorno|appena si apre Outlook}. {È quello di {utente}|Ha circa sei anni}.',
    talk: [
      'O? Può fotografare la schermata la prossima volta? Intanto controllo da remoto il registro eventi.',
      'C+ Ecco la foto della schermata.',
      'O L\'errore indica la memoria. Ho lanciato il test: un banco è difettoso. Il PC funziona con l\'altro; ordino il ricambio.',
      'C Ricambio montato, {da una settimana nessun riavvio|tutto stabile}. Chiudo.',
    ],
    file: 'photo:schermata-blu',
  },
  {
    area: 'systems',
    titles: ['Outlook non invia gli allegati', 'Casella di {utente} piena', 'E-mail rifiutate per dimensione'],
    text: 'Dalla casella di {utente} {non partono le e-mail con allegati|arriva "cassetta postale piena"}. {Riceve normalmente|Ha già svuotato il cestino}.',
    talk: [
      'O La casella è al limite di 50 GB: la cartella "Posta inviata" ne occupa 31. Ho attivato l\'archivio online: gli elementi più vecchi di due anni si spostano da soli in qualche ora.',
      'C {Ora invia|Si è liberato spazio}, grazie.',
    ],
  },
  {
    area: 'systems',
    titles: ['Excel: esportazione dal gestionale vuota', 'Esporta in Excel non funziona su {pc}', 'Errore in esportazione griglia'],
    text: 'Da {pc} l\'esportazione in Excel delle griglie {produce un file vuoto|dà "oggetto non impostato"}. {Da ieri|Dopo l\'aggiornamento di Office}.',
    talk: [
      'O L\'aggiornamento ha sostituito Office a 32 bit con quello a 64. Dal registro del programma imposti "Esportazione: formato XLSX diretto", che non usa Excel.',
      'C {Con XLSX diretto funziona|Perfetto}. Chiudo il quesito.',
    ],
    file: 'screen:errore-esportazione',
  },
  {
    area: 'systems',
    titles: ['Installazione del client su PC nuovo', 'Nuova postazione per {utente}', 'Trasferimento licenza su {pc}'],
    text: 'È arrivato il PC nuovo di {utente} ({pc}): servirebbe {l\'installazione del client|spostare la licenza} con le stesse impostazioni. {Quando potete collegarvi|Va bene qualsiasi orario}?',
    talk: [
      'O? Domani mattina alle 9 può andare bene? Serve il PC acceso e collegato alla rete dell\'ufficio.',
      'C {Alle 9 va benissimo|Perfetto, lascio il PC acceso}.',
      'O Installato, profilo e stampanti copiati dal vecchio PC. Chiudo: per le prime volte tenga il vecchio sotto mano.',
    ],
  },
  {
    area: 'systems',
    titles: ['Certificato del server scaduto', 'Avviso di sicurezza all\'apertura del portale', 'Certificato non valido dal {data}'],
    text: 'Aprendo il portale interno compare un avviso di certificato {scaduto|non valido} {dal {data}|da stamattina}. {Gli utenti si preoccupano|Si può continuare lo stesso}?',
    talk: [
      'O Il rinnovo automatico non era riuscito perché la porta 80 era stata chiusa sul firewall. Riaperta per il solo rinnovo: il certificato nuovo vale fino al prossimo anno.',
      'C {Avviso sparito|Tutto regolare}. Grazie.',
    ],
  },
];
