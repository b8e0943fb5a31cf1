import type { Case } from './case.ts';

export const CRM_SERVICE: readonly Case[] = [
  {
    area: 'management',
    titles: ['CRM: opportunità non visibile', 'Opportunità su {cliente} sparita', 'Il collega non vede le mie opportunità'],
    text: 'L\'opportunità su {cliente} inserita da {utente} non è visibile {agli altri commerciali|dal mio utente}. {Prima si vedeva|È stata creata ieri}.',
    talk: [
      'O L\'opportunità ha l\'accesso limitato al solo responsabile. {utente} può aprirla, togliere "Limita l\'accesso" e salvare.',
      'C {Risolto|Era quello}, grazie.',
    ],
  },
  {
    area: 'management',
    titles: ['Importazione contatti da CSV', 'CRM: contatti con accenti errati', 'Importati due volte i contatti della fiera'],
    text: 'Importando i contatti della fiera di {mese} nel CRM {gli accenti sono sbagliati|alcuni sono doppi}: per esempio "SocietÃ " al posto di "Società". {Si può annullare|Posso rifare l\'importazione}?',
    talk: [
      'O Il file è in UTF-8 mentre in importazione era scelto Windows-1252. Elimini l\'importazione dal registro e la ripeta scegliendo UTF-8; per i doppi indichi "salta se e-mail uguale".',
      'C Rifatta: {312 contatti|tutto} a posto. Chiudo il quesito, grazie.',
    ],
    file: 'csv:contatti-fiera',
  },
  {
    area: 'management',
    titles: ['Customer Service: intervento non fatturabile', 'Rapportino {n} non collegato al contratto', 'Contratto di manutenzione di {cliente} scaduto?'],
    text: 'Il rapportino di intervento {n} presso {cliente} {non viene proposto in fatturazione|risulta a pagamento}, ma il cliente ha il contratto di manutenzione {fino a {mese}|attivo}.',
    talk: [
      'O? Nel rapportino è indicato l\'impianto? Il contratto copre i singoli impianti, non il cliente.',
      'C {Mancava l\'impianto|No, il tecnico non l\'ha inserito}. Aggiunto ora: adesso è in contratto. Grazie, chiudo.',
    ],
  },
  {
    area: 'management',
    titles: ['Agenda: appuntamenti spostati di un\'ora', 'Attività CRM con orario sbagliato', 'Promemoria che arrivano in ritardo'],
    text: 'Dopo il cambio dell\'ora gli appuntamenti {già inseriti|di {utente}} risultano {spostati di un\'ora|in ritardo di un\'ora} sull\'agenda del CRM, ma non {sul telefono|su Outlook}.',
    talk: [
      'O Il servizio di sincronizzazione era avviato da prima del cambio dell\'ora: l\'ho riavviato e gli orari sono stati riletti.',
      'N Segnalata allo sviluppo la lettura del fuso all\'avvio del servizio.',
      'C {Ora sono giusti|Tutto rientrato}. Grazie.',
    ],
  },
  {
    area: 'management',
    titles: ['Statistiche vendite per agente', 'Report vendite {mese}: totale diverso', 'Come estraggo il venduto per {articolo}?'],
    text: 'Vorrei {una statistica|un report} del venduto di {mese} per agente e famiglia merceologica, ma il totale {non coincide con il fatturato|differisce di {importo} euro}.',
    talk: [
      'O La statistica comprende i DDT non ancora fatturati. Nei parametri di stampa può scegliere "solo fatturato".',
      'C {Perfetto, adesso coincide|Era quello il filtro}. Si può salvare come predefinito?',
      'O Sì, con "Salva impostazioni" in alto: resta per il suo utente. Chiudo.',
    ],
    file: 'pdf:statistica-vendite',
  },
];
