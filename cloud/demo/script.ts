import type { Planned } from './plan.ts';
import type { Random } from './random.ts';
import { VENDOR, type DemoPerson } from './world.ts';

interface Base {
  readonly by: DemoPerson;
  /** Office minutes since the step before: at least, at most. */
  readonly minutes: readonly [number, number];
  readonly text: string;
}
/** One thing that somebody does about a request. */
export type Step =
  | (Base & { readonly kind: 'take' | 'note' | 'priority' })
  | (Base & { readonly kind: 'assign'; readonly to: DemoPerson })
  | (Base & { readonly kind: 'status'; readonly status: 'in_development' | 'in_progress' })
  | (Base & { readonly kind: 'reply'; readonly ask?: boolean; readonly close?: boolean; readonly reopen?: boolean; readonly file?: boolean });

const ALONE = ['Buongiorno, ho già risolto in autonomia. Chiudo il quesito. Grazie.', 'Risolto da solo, era un filtro rimasto attivo. Chiudo, grazie lo stesso.', 'Come non detto: con il riavvio è tornato tutto a posto. Chiudo il quesito.'];
const REMINDERS = ['Buongiorno, ci sono novità su questa richiesta? Grazie.', 'Scusate il sollecito: riuscite a darci un riscontro in giornata?', 'Aggiungo che il problema si ripresenta anche oggi.'];
const BACK = ['Buongiorno, riapro perché il problema si è ripresentato stamattina, identico.', 'Purtroppo dopo due giorni siamo punto e a capo: riapro la richiesta.'];
const MENDED = ['C\'era una seconda postazione con la vecchia impostazione: l\'ho allineata da remoto e ho verificato con i colleghi. Chiudo di nuovo.', 'Individuata la causa: un\'attività pianificata ripristinava il valore precedente. L\'ho disattivata, ora resta corretto. Chiudo.'];
const NOTES = ['Cliente sentito al telefono, molto disponibile.', 'Stesso caso visto da un altro cliente il mese scorso: vedere la scheda interna.', 'Se si ripresenta proporre l\'aggiornamento alla versione nuova.', 'Teleassistenza di 20 minuti, non addebitata.'];

/** Who does what after the request was made, up to the point at which it stands. */
export function scriptOf({ company, told, outcome, place }: Planned, requester: DemoPerson, random: Random): Step[] {
  if (outcome === 'alone') return [{ kind: 'reply', by: requester, minutes: [25, 300], text: random.pick(ALONE), close: true }];
  const steps: Step[] = [];
  if (random.chance(0.05) && told.urgent === undefined) steps.push({ kind: 'priority', by: requester, minutes: [10, 60], text: '' });
  if (outcome === 'unassigned') {
    if (place % 3 === 0) steps.push({ kind: 'reply', by: requester, minutes: [200, 700], text: random.pick(REMINDERS) });
    return steps;
  }
  let operator = random.pick(VENDOR.people);
  steps.push({ kind: 'take', by: operator, minutes: told.urgent === undefined ? [12, 260] : [3, 25], text: '' });
  if (random.chance(0.15)) {
    const colleague = random.pick(VENDOR.people.filter((one) => one !== operator));
    steps.push({ kind: 'assign', by: operator, minutes: [5, 120], text: '', to: colleague });
    operator = colleague;
  }
  if (random.chance(0.12)) steps.push({ kind: 'note', by: operator, minutes: [3, 40], text: random.pick(NOTES) });
  const colleague = random.chance(0.15) ? random.pick(company.people) : requester;
  steps.push(...talkUntil(told.talk, outcome, operator, colleague));
  if (outcome === 'closed' && place % 37 === 5) {
    steps.push({ kind: 'reply', by: requester, minutes: [700, 2800], text: random.pick(BACK), reopen: true });
    steps.push({ kind: 'reply', by: operator, minutes: [60, 500], text: random.pick(MENDED), close: true });
  }
  return steps;
}

function talkUntil(talk: readonly string[], outcome: Planned['outcome'], operator: DemoPerson, customer: DemoPerson): Step[] {
  const steps: Step[] = [];
  const lastAnswer = talk.findLastIndex((line) => /^[OC]/.test(line));
  for (const [index, line] of talk.entries()) {
    const parts = /^([OCNDR])(\??)(\+?) (.*)$/s.exec(line);
    if (parts === null) throw new Error(`not a step: ${line}`);
    const [, who, ask, file, text = ''] = parts;
    // What is still being worked on has its last word to come; what waits for nobody has not asked yet.
    if (outcome === 'in_progress' && (index === lastAnswer || who === 'D')) break;
    if (who === 'N') steps.push({ kind: 'note', by: operator, minutes: [3, 60], text });
    else if (who === 'D') steps.push({ kind: 'status', by: operator, minutes: [5, 90], text: '', status: 'in_development' });
    else if (who === 'R') steps.push({ kind: 'status', by: operator, minutes: [900, 2400], text: '', status: 'in_progress' });
    else {
      const close = outcome === 'closed' && index === lastAnswer;
      const by = who === 'O' ? operator : customer;
      steps.push({ kind: 'reply', by, minutes: who === 'O' ? [15, 300] : [20, 800], text, ask: ask === '?' && !close, close, file: file === '+' });
    }
    if (outcome === 'waiting_for_customer' && ask === '?') return steps;
    if (outcome === 'in_development' && who === 'D') return steps;
  }
  // A question that nobody has answered would leave it waiting: an operator at work has asked nothing yet.
  const last = steps.at(-1);
  if (outcome === 'in_progress' && last?.kind === 'reply' && last.ask === true) steps.pop();
  return steps;
}
