import * as z from 'zod';

/** What crosses between a window and the core, over a MessagePort or a WebSocket alike. JSON, but for `Uint8Array` values. */
export const callSchema = z.strictObject({ id: z.int().min(0), method: z.string().max(80), input: z.unknown() });
export type Call = z.output<typeof callSchema>;

/** `code` has a sentence in every locale; `details` are the facts it needs. A bug has the code `unexpected`. */
export interface RpcError {
  readonly code: string;
  readonly message: string;
  readonly details: Readonly<Record<string, string | number | boolean>>;
}
export type Answer = { readonly id: number; readonly ok: true; readonly value: unknown } | { readonly id: number; readonly ok: false; readonly error: RpcError };
export interface TopicEvent {
  readonly topic: string;
  readonly data: unknown;
}
export type FromCore = Answer | TopicEvent;
