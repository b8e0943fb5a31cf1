import { keepPicture, takePicture } from '../errors/capsule/window-picture.ts';
import type { Problem } from '../errors/problems.ts';
import { useLastProblem } from './last-problem.ts';
import { documentKey, useTabs, type Parameters } from './tabs.ts';

/**
 * What `ticket.new` is opened with, all optional text:
 * `draft`: the id of a kept draft (drafts.get), also of one that came back from the outbox;
 * `code`, `summary`, `screen`, `record`, `at` (ms): what the core's `errors.capsule` is asked with (TKT-02, TKT-03).
 */
export type SupportParameters = Parameters & {
  readonly draft?: string;
  readonly code?: string;
  readonly summary?: string;
  readonly screen?: string;
  readonly record?: string;
  readonly at?: string;
};

/** A screen and what it showed, in the words that the person saw: «Richiesta», «#1472 Nota di accredito». */
export interface Place {
  readonly screen: string;
  readonly record: string;
}
const cut = (text: string) => text.slice(0, 200);

/** TKT-03: the request form, filled with what the error dialog shows. `summary` is the sentence that the person read. */
export function contactSupportAbout(problem: Problem, summary: string, place: Place): Promise<void> {
  return openWithPicture({ code: problem.code, summary: summary.slice(0, 2000), screen: cut(place.screen), record: cut(place.record), at: String(problem.at) });
}

/** What happened, in the sentence that the person read; of a bug its own words as the last line, which tell one bug from another. */
export function summaryOf({ code, message }: Pick<Problem, 'code' | 'message'>, sentence: string): string {
  const words = message.split('\n')[0] ?? '';
  return code === 'unexpected' && words !== '' ? `${sentence}\n${words.slice(0, 500)}` : sentence;
}

/** The picture shows the window before the form stands in it. */
async function openWithPicture(parameters: SupportParameters): Promise<void> {
  keepPicture(documentKey('ticket.new', parameters), await takePicture('window'));
  useTabs.getState().open('ticket.new', parameters);
}

/** TKT-01, TKT-02: the request form from a screen, with the screen's name, its record and the last error of this window. */
export function contactSupportFrom(place: Place): Promise<void> {
  const last = useLastProblem.getState().last;
  return openWithPicture({
    code: last?.code ?? '',
    summary: last?.sentence ?? '',
    screen: cut(place.screen),
    record: cut(place.record),
    // The minute: asked for twice in a row it is the same document, not a second one.
    at: String(Math.floor(Date.now() / 60_000) * 60_000),
  });
}
