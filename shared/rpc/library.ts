import * as z from 'zod';
import { idSchema, type Id } from '../domain/kernel/ids.ts';
import type { RowOf } from '../domain/kernel/entity.ts';
import type { document, documentFile, documentVersion } from '../domain/library/entities.ts';
import type { RowSync } from './contract.ts';
import { method } from './method.ts';

/** A document as a list shows it: without its text. */
export type DocumentRow = Omit<RowOf<typeof document>, 'body' | 'plain'> & {
  readonly tenant: Id;
  readonly tenantName: string;
  readonly firstLine: string;
  readonly sync: RowSync;
};
/** A manual; `here`: its bytes are on this device. */
export type DocumentFileRow = Omit<RowOf<typeof documentFile>, 'text'> & { readonly here: boolean };
export interface DocumentDetail {
  readonly document: RowOf<typeof document> & { readonly tenant: Id; readonly tenantName: string; readonly sync: RowSync };
  /** The newest first; a copy of the vendor's has none. */
  readonly versions: readonly RowOf<typeof documentVersion>[];
  /** Those that its texts name, now or before. */
  readonly files: readonly DocumentFileRow[];
}
export interface DocumentHit {
  readonly tenant: Id;
  readonly id: Id;
  readonly title: string;
  readonly section: string;
  /** The words around the hit; hits stand between U+E000 and U+E001. */
  readonly excerpt: string;
}

/** DOC-01: all from this desk, never from the cloud (OFF-01). */
export const LIBRARY_METHODS = {
  /** By section, then by title; `tenant` null for every company. */
  'library.list': method<readonly DocumentRow[]>()(z.strictObject({ tenant: idSchema.nullable() })),
  'library.get': method<DocumentDetail | null>()(z.strictObject({ tenant: idSchema, id: idSchema })),
  /**
   * The best first. `whole`: documents with all the words, as somebody looks for them; else those with any of them, as
   * somebody tells of a problem (product.md 3).
   */
  'library.search': method<readonly DocumentHit[]>()(z.strictObject({ text: z.string().max(500), tenant: idSchema.nullable(), whole: z.boolean(), limit: z.int().min(1).max(50) })),
} as const;
