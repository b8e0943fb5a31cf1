import { type Random } from './random.ts';
import { WORDS, type DemoCompany } from './world.ts';

const MONTHS = ['gennaio', 'febbraio', 'marzo', 'aprile', 'maggio', 'giugno', 'luglio', 'agosto', 'settembre', 'ottobre', 'novembre', 'dicembre'];
const REPORTS = ['Bilancio di verifica', 'Scadenzario clienti', 'Registro IVA vendite', 'Estratto conto fornitori', 'Inventario valorizzato'];
const DAY = 24 * 60 * 60_000;

/** The words of one ticket's letters: names of the company's world, numbers, and dates before `at`, ms. */
export function wordsOf(company: DemoCompany, at: number, random: Random): Readonly<Record<string, string>> {
  const own = company.key === 'nts' ? {} : WORDS[company.key];
  const named = Object.fromEntries(Object.entries(own).map(([name, list]) => [name, random.pick(list)]));
  const before = new Date(at - random.between(1, 9) * DAY);
  const month = (new Date(at).getUTCMonth() + 11) % 12;
  return {
    ...named,
    n: String(random.between(1012, 4875)),
    n2: String(random.between(12, 48)),
    pagina: String(random.between(24, 118)),
    importo: `${String(random.between(1, 48))}.${String(random.between(100, 980))},${String(random.between(10, 99))}`,
    data: `${String(before.getUTCDate()).padStart(2, '0')}/${String(before.getUTCMonth() + 1).padStart(2, '0')}/${String(before.getUTCFullYear())}`,
    mese: MONTHS[month] ?? '',
    anno: String(new Date(at).getUTCFullYear() - 1),
    trimestre: ['primo', 'secondo', 'terzo', 'quarto'][Math.floor(month / 3)] ?? '',
    ip: `192.168.${String(random.between(0, 12))}.${String(random.between(10, 240))}`,
    stampa: random.pick(REPORTS),
  };
}
