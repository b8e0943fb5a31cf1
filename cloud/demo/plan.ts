import { ACCOUNTING } from './cases/accounting.ts';
import { APPOINTMENTS } from './cases/appointments.ts';
import type { Case } from './cases/case.ts';
import { CRM_SERVICE } from './cases/crm-service.ts';
import { ELECTRONIC_INVOICING } from './cases/electronic-invoicing.ts';
import { INTRASTAT } from './cases/intrastat.ts';
import { MACHINES } from './cases/machines.ts';
import { NETWORK } from './cases/network.ts';
import { ORDERS_WAREHOUSE } from './cases/orders-warehouse.ts';
import { PRINTERS } from './cases/printers.ts';
import { PRODUCTION } from './cases/production.ts';
import { SHIPPING } from './cases/shipping.ts';
import { VAT_REGISTERS } from './cases/vat-registers.ts';
import type { Random } from './random.ts';
import { workMoment } from './work-time.ts';
import { CUSTOMERS, type DemoCompany } from './world.ts';

const CASES: readonly Case[] = [
  ...ELECTRONIC_INVOICING, ...VAT_REGISTERS, ...ACCOUNTING, ...INTRASTAT, ...SHIPPING, ...ORDERS_WAREHOUSE,
  ...PRODUCTION, ...CRM_SERVICE, ...PRINTERS, ...NETWORK, ...MACHINES, ...APPOINTMENTS,
];

export const TICKETS = 200;
const DAYS = 182;

/** How far a request has come. `alone`: closed by the customer before anybody took it. */
export type Outcome = 'unassigned' | 'in_progress' | 'waiting_for_customer' | 'in_development' | 'closed' | 'alone';

export interface Planned {
  /** 0 is the oldest. */
  readonly place: number;
  readonly company: DemoCompany;
  readonly told: Case;
  /** 0, 1 or 2: which telling of the case. */
  readonly telling: 0 | 1 | 2;
  readonly createdAt: number;
  readonly outcome: Outcome;
  /** The place of an earlier, closed request that this one goes on from. */
  readonly goesOnFrom: number | null;
}

/** What is newest is still open; what is old is closed, but for a few that drag on. */
function outcomeOf(fromNewest: number, random: Random): Outcome {
  if (fromNewest < 9) return fromNewest % 4 === 3 ? 'in_progress' : 'unassigned';
  if (fromNewest < 58) return random.pick(['in_progress', 'in_progress', 'in_progress', 'waiting_for_customer', 'waiting_for_customer', 'waiting_for_customer', 'in_development', 'closed', 'closed', 'closed', 'unassigned']);
  if (fromNewest % 60 === 15) return 'in_development';
  if (fromNewest % 70 === 20) return 'waiting_for_customer';
  return random.chance(0.05) ? 'alone' : 'closed';
}

/** Whether a case's conversation can stand at this point. */
function canStand({ talk }: Case, outcome: Outcome): boolean {
  const asks = talk.findIndex((step) => step.startsWith('O?'));
  if (outcome === 'waiting_for_customer') return asks >= 0;
  if (outcome === 'in_progress') return asks >= 0 || talk.length > 1;
  if (outcome === 'in_development') return talk.some((step) => step.startsWith('D'));
  return true;
}

/** The two hundred requests, oldest first, with times of office hours before `now`, ms. */
export function planTickets(now: number, random: Random): Planned[] {
  const left = random.shuffled(CASES.flatMap((told) => ([0, 1, 2] as const).map((telling) => ({ told, telling }))));
  const times = Array.from({ length: TICKETS }, (_, place) => workMoment(now, Math.floor(DAYS * (1 - place / TICKETS) ** 1.15), random.next()))
    .map((at, place) => Math.min(at, now - (TICKETS - place) * 45 * 60_000))
    .sort((a, b) => a - b);
  const planned: Planned[] = [];
  // From the newest on: what is open is choosier about its case than what is closed.
  for (let place = TICKETS - 1; place >= 0; place -= 1) {
    const outcome = outcomeOf(TICKETS - 1 - place, random);
    const company = random.pick([CUSTOMERS[0], CUSTOMERS[0], CUSTOMERS[0], CUSTOMERS[1], CUSTOMERS[1], CUSTOMERS[2]].filter((one) => one !== undefined));
    const fits = (strict: boolean) => left.findIndex(({ told }) => canStand(told, outcome) && (!strict || told.only === undefined || told.only.some((key) => key === company.key)));
    const found = fits(true);
    const chosen = left.splice(found < 0 ? fits(false) : found, 1)[0];
    if (chosen === undefined) continue;
    const { told, telling } = chosen;
    const home = told.only !== undefined && !told.only.some((key) => key === company.key) ? CUSTOMERS.find(({ key }) => told.only?.some((one) => one === key)) : company;
    planned.unshift({ place, company: home ?? company, told, telling, createdAt: times[place] ?? now, outcome, goesOnFrom: null });
  }
  return planned.map((one) => ({ ...one, goesOnFrom: earlierOf(one, planned) }));
}

/** DET-07: the same trouble of the same company, closed more than fifteen days before; few people look for it. */
function earlierOf(one: Planned, planned: readonly Planned[]): number | null {
  if (one.place % 4 !== 0) return null;
  const old = one.createdAt - 25 * 24 * 60 * 60_000;
  const earlier = planned.find((other) => other.told === one.told && other.company === one.company && other.outcome === 'closed' && other.createdAt < old);
  return earlier?.place ?? null;
}
