import type { Context, HandlersOf } from './context.ts';

/** DET-10. */
export function answerHandlers({ session }: Context): HandlersOf<'answers'> {
  return { 'answers.list': ({ archived }) => session.desk().profile.store.cache.cannedAnswers(archived) };
}
