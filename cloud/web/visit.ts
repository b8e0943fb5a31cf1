import type { FastifyRequest } from 'fastify';
import * as z from 'zod';
import type { AccessLanguage } from '#shared/api/access.ts';
import { languageOf, wordsIn, type Say } from './words.ts';

/** Who looks at a page: the language, its words, and what was typed into the form. */
export interface Visit {
  readonly language: AccessLanguage;
  readonly say: Say;
  readonly form: Readonly<Record<string, string>>;
}

const wishSchema = z.looseObject({ lang: z.string().optional(), token: z.string().max(200).optional() });
const formSchema = (longest: number) => z.record(z.string().max(40), z.string().max(longest));

/** `longest`: of one field, UTF-16 units. */
export function visitOf(request: FastifyRequest, longest = 2000): Visit {
  const language = languageOf(wishSchema.safeParse(request.query).data?.lang, request.headers['accept-language']);
  return { language, say: wordsIn(language), form: formSchema(longest).safeParse(request.body).data ?? {} };
}

/** The link's token: in its address, or in the form that the link has opened. Empty where there is none. */
export function tokenOf(request: FastifyRequest): string {
  const form = formSchema(2000).safeParse(request.body).data;
  return form?.['token'] ?? wishSchema.safeParse(request.query).data?.token ?? '';
}
