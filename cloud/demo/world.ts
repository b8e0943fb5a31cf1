import { v5 } from 'uuid';
import type { NewPerson, NewTenant } from '#cloud/admin/admin-api.ts';
import type { Id } from '#shared/domain/kernel/ids.ts';
import type { Role } from '#shared/domain/access/roles.ts';

const NAMESPACE = '0f6c1f6e-6a51-5d0b-9b0e-2d5c7f3a9e10';

/** An id of the demonstration: the same parts, the same id, on every machine. */
export function demoId(...parts: readonly (string | number)[]): Id {
  return v5(parts.join('/'), NAMESPACE);
}

/** The password of everybody in the demonstration. */
export const DEMO_PASSWORD = 'Sportello.2026';
/** Of every month one hundred requests more or less; the manual's own numbers are in the fourteen hundreds. */
const FIRST_TICKET_NUMBER = 1301;

export interface DemoPerson extends NewPerson {
  readonly roles: readonly Role[];
  /** What others call them in their letters. */
  readonly firstName: string;
}
export interface DemoCompany extends NewTenant {
  readonly key: 'nts' | 'rossi' | 'bikelt' | 'serra';
  readonly people: readonly DemoPerson[];
}

function person(name: string, email: string, roles: readonly Role[], phone: string): DemoPerson {
  const firstName = name.slice(0, 1) + (name.split(' ')[0] ?? '').slice(1).toLowerCase();
  return { id: demoId('person', email), name, email, roles, phone, password: DEMO_PASSWORD, language: 'it', firstName };
}

export const VENDOR: DemoCompany = {
  key: 'nts',
  id: demoId('tenant', 'nts'),
  name: 'NTS ASSISTENZA',
  vatNumber: '04172030407',
  kind: 'vendor',
  firstTicketNumber: FIRST_TICKET_NUMBER,
  people: [
    person('NICOLÒ RUGGERI', 'nicolo.ruggeri@nts.example', ['operator'], '0541 906110'),
    person('VERONICA CONTI', 'veronica.conti@nts.example', ['operator', 'vendor_admin'], '0541 906112'),
    person('MARCO ALLASIA', 'marco.allasia@nts.example', ['operator'], '0541 906115'),
    person('GIOVANNI FERRI', 'giovanni.ferri@nts.example', ['operator'], '0541 906118'),
  ],
};

export const CUSTOMERS: readonly DemoCompany[] = [
  {
    key: 'rossi',
    id: demoId('tenant', 'rossi'),
    name: 'ROSSI SRL',
    vatNumber: '07424520729',
    kind: 'customer',
    people: [
      person('MARIO ROSSI', 'mario.rossi@rossisrl.example', ['user'], '080 5211340'),
      person('GIADA BELLI', 'giada.belli@rossisrl.example', ['company_admin'], '080 5211341'),
      person('PAOLO MARINO', 'paolo.marino@rossisrl.example', ['user'], '080 5211345'),
      person('ELENA GALLI', 'elena.galli@rossisrl.example', ['company_technician'], '080 5211350'),
    ],
  },
  {
    key: 'bikelt',
    id: demoId('tenant', 'bikelt'),
    name: 'BIKELT SPA',
    vatNumber: '03461820403',
    kind: 'customer',
    people: [
      person('LUCA PREVIZI', 'luca.previzi@bikelt.example', ['user'], '0543 774410'),
      person('MARTA FABBRI', 'marta.fabbri@bikelt.example', ['company_admin'], '0543 774402'),
      person('DAVIDE COSTA', 'davide.costa@bikelt.example', ['user'], '0543 774418'),
    ],
  },
  {
    key: 'serra',
    id: demoId('tenant', 'serra'),
    name: 'OFFICINE SERRA SNC',
    vatNumber: '02984170361',
    kind: 'customer',
    people: [
      person('ANNA SERRA', 'anna.serra@officineserra.example', ['company_admin'], '059 841220'),
      person('PIETRO SERRA', 'pietro.serra@officineserra.example', ['user'], '059 841221'),
    ],
  },
];

/** What a company's letters are about: each `{word}` of a case is one of these, chosen once for a ticket. */
export const WORDS: Readonly<Record<'rossi' | 'bikelt' | 'serra', Readonly<Record<string, readonly string[]>>>> = {
  rossi: {
    cliente: ['FERRAMENTA DANTE SAS', 'EDILPUGLIA SRL', 'COLORIFICIO ADRIATICO', 'TECNOCASA BARI SRL', 'IDRAULICA LEVANTE SNC', 'MASSERIA TRE TORRI', 'VERNICI MERIDIONALI SPA'],
    fornitore: ['UTENSILERIE RIUNITE SPA', 'SCHMIDT WERKZEUGE GMBH', 'NASTRI E TUBI SRL', 'PLASTICHE DEL SUD SRL', 'BOULONNERIE DU RHÔNE SARL'],
    articolo: ['TRAPANO 18V 110.220', 'SMALTO ACRILICO 5L', 'RACCORDO 3/4 OT.118', 'VITE TE 8x40 ZINC.', 'SIGILLANTE NEUTRO 310'],
    utente: ['Giada', 'Paolo', 'Elena', 'Teresa', 'Michele'],
    pc: ['PC-AMM-02', 'PC-BANCO-1', 'PC-MAG-03', 'NB-COMM-04'],
    stampante: ['HP-BANCO', 'KYOCERA-AMM', 'ZEBRA-MAG'],
    magazzino: ['01 - SEDE', '02 - ESTERNO', '05 - VETRINA'],
    banca: ['Banca di Bari', 'Credito Adriatico'],
    professionista: ['Dott. Lorusso', 'Avv. De Nicolò', 'Ing. Caputo'],
    cespite: ['furgone Ducato', 'transpallet elettrico', 'scaffalatura reparto B'],
  },
  bikelt: {
    cliente: ['CICLI MODERNI SRL', 'VELO SPORT AG', 'DUE RUOTE BOLOGNA', 'PEDALA SRL', 'BIKE CENTER TRENTO', 'CICLI ANTONINI', 'NORDIC WHEELS AB'],
    fornitore: ['CARBONTEC SPA', 'SHENZHEN ALLOY CO LTD', 'RAGGI E CERCHI SRL', 'MOZZI PRECISION GMBH', 'VERNICIATURA FORLIVESE'],
    articolo: ['TELAIO CARBONIO ULTRA 2.53.03.905', 'FORCELLA RIGIDA 29', 'MOZZO POST. 12x148', 'RUOTA 28 ALU', 'MANUBRIO GRAVEL 44'],
    utente: ['Marta', 'Davide', 'Luca', 'Silvia', 'Andrea'],
    pc: ['PC-UT-01', 'PC-REP-MONT', 'PC-SPED-02', 'NB-DIR-01'],
    stampante: ['LEX-SPED', 'HP-UT', 'ZEBRA-REP2'],
    magazzino: ['10 - MATERIE PRIME', '20 - PRODOTTI FINITI', '30 - RICAMBI'],
    banca: ['Cassa di Forlì', 'Banca Romagna'],
    professionista: ['Studio Zoli', 'Dott.ssa Amadori'],
    cespite: ['centro di lavoro CNC', 'cabina di verniciatura', 'muletto Linde'],
  },
  serra: {
    cliente: ['AGRICOLA SECCHIA', 'MECCANICA GARUTI SRL', 'CERAMICHE VALLE SPA', 'POMPE E MOTORI SNC', 'COOP. PRIMAVERA', 'MOLINI RONCATI'],
    fornitore: ['ACCIAI MODENA SPA', 'CUSCINETTI ITALIA SRL', 'TRATTAMENTI TERMICI SNC', 'DRAHT UND FEDER GMBH'],
    articolo: ['ALBERO SCANALATO AS-40', 'FLANGIA DN80', 'RIDUTTORE R2-110', 'PERNO TEMPRATO 16', 'BOCCOLA BRONZO 25'],
    utente: ['Pietro', 'Anna', 'Franco', 'Katia'],
    pc: ['PC-OFFICINA', 'PC-UFFICIO-1', 'NB-ANNA'],
    stampante: ['BROTHER-UFF', 'HP-OFFICINA'],
    magazzino: ['A - GREZZI', 'B - FINITI'],
    banca: ['Banca di Modena', 'Emil Credito'],
    professionista: ['Studio Bonacini', 'Rag. Vaccari'],
    cespite: ['tornio parallelo', 'pressa piegatrice', 'compressore'],
  },
};
