import type { Case } from './case.ts';

export const NETWORK: readonly Case[] = [
  {
    area: 'systems',
    titles: ['VPN che cade ogni mezz\'ora', 'VPN lenta da casa', 'Connessione VPN di {utente} instabile'],
    text: 'Lavorando da casa la VPN {si disconnette ogni 30 minuti|è lentissima dal pomeriggio} e il gestionale si chiude con "Connessione al server perduta". {Con il telefono come modem va meglio|Capita a me e a {utente}}.',
    talk: [
      'O? Può eseguire questo comando mentre è collegata e allegare il risultato?\n> ping -n 100 {ip}',
      'C+ Risultato del ping: {4|11}% di pacchetti persi.',
      'O La perdita è sulla linea di casa. Intanto ho alzato il tempo di inattività della VPN e attivato la riconnessione automatica, così il gestionale non si chiude.',
      'C Da {ieri|due giorni} non cade più. Possiamo chiudere, grazie.',
    ],
    file: 'log:ping',
  },
  {
    area: 'systems',
    titles: ['Cambio password VPN', 'VPN: utente bloccato', 'Non riesco più a entrare in VPN'],
    text: 'Non riesco {più a collegarmi|ad accedere} in VPN: "credenziali non valide". Ho {cambiato la password di Windows ieri|provato tre volte e ora l\'utente risulta bloccato}.',
    talk: [
      'O Utente sbloccato. La VPN usa la password di Windows: inserisca la nuova e spunti di nuovo "Ricorda".',
      'C {Entrato|Ora funziona}, grazie della rapidità.',
    ],
  },
  {
    area: 'systems',
    titles: ['Rete lenta in ufficio acquisti', 'Il gestionale è lento da stamattina', 'Apertura programmi lentissima su {pc}'],
    text: 'Da {stamattina|qualche giorno} l\'apertura dei programmi {su {pc}|in tutto l\'ufficio} richiede anche un minuto. Internet {sembra normale|va bene}.',
    talk: [
      'O Lo switch dell\'ufficio sta negoziando a 10 Mbit su due porte: probabilmente un cavo danneggiato. Può provare con un altro cavo su quella presa?',
      'C {Cambiato il cavo: tutta un\'altra cosa|Era proprio il cavo, schiacciato sotto la scrivania}. Chiudo.',
    ],
  },
  {
    area: 'systems',
    titles: ['Wi-Fi del magazzino assente', 'Terminali senza rete nel magazzino {magazzino}', 'Access point spento'],
    text: 'I terminali del magazzino {magazzino} non trovano {la rete Wi-Fi|l\'access point}. {Le luci dell\'apparato sono spente|In ufficio il Wi-Fi funziona}.',
    talk: [
      'O? L\'access point è alimentato dallo switch: può verificare se la porta {n2} ha il led acceso?',
      'C {Led spento|È spento anche quello}.',
      'N Porta PoE guasta, spostato sulla porta libera; da sostituire lo switch in garanzia.',
      'O Ho riattivato l\'alimentazione su un\'altra porta: l\'access point è di nuovo in linea. Lo switch verrà sostituito in garanzia, vi contatta il tecnico. Chiudo.',
    ],
    urgent: 'Il magazzino è fermo: i terminali non hanno rete e non si possono preparare le spedizioni di oggi.',
  },
  {
    area: 'systems',
    titles: ['Accesso remoto per il consulente', 'Nuovo utente VPN per {utente}', 'Abilitazione VPN a tempo'],
    text: 'Avremmo bisogno di un accesso VPN {per il nostro consulente, fino a fine {mese}|per {utente}, che lavorerà da casa}. {Che cosa vi serve|Serve un modulo}?',
    talk: [
      'O? Mi servono nome, e-mail, a quali cartelle deve accedere e fino a quando. La richiesta va confermata da un amministratore dell\'azienda.',
      'C Accesso al solo gestionale, fino a fine mese; {confermo io come amministratore|la conferma è in copia}.',
      'O Utente creato e istruzioni inviate per e-mail, con secondo fattore attivo. Chiudo.',
    ],
  },
];
