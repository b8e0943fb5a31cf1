import * as z from 'zod';
import type { SessionView } from './access.ts';
import { method, nothing } from './method.ts';

/* OFF-09: what is asked for when the desk of the last person does not open. */

/** What is on this device and not yet in the cloud, or half written. */
export interface RecoveryView {
  /** Where it all is: the person's folder, or the root where nobody is known. */
  readonly folder: string;
  /** What waits to be sent or for the person; null where neither log nor journal can be read. */
  readonly waiting: number | null;
  /** Null where the file cannot be read. */
  readonly drafts: number | null;
  /** Whether the copy of the cloud's data may be begun anew: there is one, and it may be what does not open. */
  readonly mayBeginAnew: boolean;
  /** Whether the desk is covered by a PIN: then what was written is given for it alone. */
  readonly pin: boolean;
  /** The forms for requests on the web sites of the person's companies (TKT-01), which need no program. */
  readonly forms: readonly { readonly company: string; readonly url: string }[];
}

/** One thing that was written: `name` is a command's, or a draft's kind. */
export interface Written {
  readonly kind: 'command' | 'draft';
  readonly name: string;
  /** ms since 1970 */
  readonly savedAt: number;
  readonly title: string;
  readonly text: string;
  readonly files: readonly string[];
}

/** A file that did not read and was mended while the desk was opened; the code has a sentence. */
export interface Repaired {
  readonly code: string;
  /** Where the old file is now; empty where it could stay. */
  readonly aside: string;
}

const typedPin = z.string().max(40);

export const RECOVERY_METHODS = {
  'recovery.state': method<RecoveryView>()(nothing),
  /** Oldest first. `pin`: where there is one. */
  'recovery.written': method<readonly Written[]>()(z.strictObject({ pin: typedPin.nullable() })),
  /** What was mended at this opening. */
  'recovery.repaired': method<readonly Repaired[]>()(nothing),
  /** The doctor's look, for support: counts and codes, nothing that was written. */
  'recovery.report': method<string>()(nothing),
  /** Tries to open the desk once more; `anew`: puts the copy of the cloud's data aside first (I13). Rejects with why it does not open. */
  'recovery.openAgain': method<SessionView>()(z.strictObject({ anew: z.boolean() })),
} as const;
