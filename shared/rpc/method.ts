import * as z from 'zod';

/** One method of the contract: the schema of its input, which the gate parses, and the type of its output. */
export function method<Output>() {
  return <S extends z.ZodType>(input: S) => ({ input }) as { readonly input: S; readonly output?: Output };
}

/** The input of a method that is told nothing. */
export const nothing = z.strictObject({});
