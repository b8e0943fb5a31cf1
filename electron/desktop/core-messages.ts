import type { EngineOptions } from '#core/host.ts';
import type { OpenRequest } from '#shared/rpc/contract.ts';

/*
 * What the shell (Electron main) and the core's process say to each other. Windows do not pass here: each has a port of
 * its own to the core, and the shell stays idle.
 */

/** A host port that needs the shell; answered by an `answer` with the same id. */
export type Ask =
  | { readonly port: 'openFile'; readonly path: string }
  | { readonly port: 'openExternal'; readonly url: string }
  | { readonly port: 'print' }
  | { readonly port: 'capture'; readonly of: 'window' | 'front' }
  | { readonly port: 'encrypt'; readonly plain: string }
  | { readonly port: 'decrypt'; readonly cipher: Uint8Array };

export type ToCore =
  | ({ readonly kind: 'start'; readonly encryption: boolean } & Omit<EngineOptions, 'host'>)
  /** Comes with the core's end of a window's channel. */
  | { readonly kind: 'connect' }
  | ({ readonly kind: 'open' } & OpenRequest)
  | { readonly kind: 'wake' }
  | { readonly kind: 'shell_failed'; readonly problem: string }
  | { readonly kind: 'stop' }
  | { readonly kind: 'answer'; readonly id: number; readonly value: boolean | string | Uint8Array }
  | { readonly kind: 'answer'; readonly id: number; readonly problem: string };

export type FromCoreProcess =
  | { readonly kind: 'ready' }
  /** The core cannot start; the sentence is for the person, and another try would say the same. */
  | { readonly kind: 'failed'; readonly sentence: string }
  | { readonly kind: 'stopped' }
  | { readonly kind: 'notify'; readonly title: string; readonly body: string; readonly open: OpenRequest | undefined }
  | { readonly kind: 'badge'; readonly count: number }
  | { readonly kind: 'ask'; readonly id: number; readonly ask: Ask };
