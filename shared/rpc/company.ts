import * as z from 'zod';
import { idSchema } from '../domain/kernel/ids.ts';
import type { RowOf } from '../domain/kernel/entity.ts';
import type { company, membership } from '../domain/org/entities.ts';
import type { group, invitation } from '../domain/people/entities.ts';
import type { Access, Module } from '../domain/people/modules.ts';
import type { RowSync } from './contract.ts';
import { method } from './method.ts';

/** A row with where it stands between this desk and the cloud. */
type Shown<R> = R & { readonly sync: RowSync };

/** ACC-08, SET-03: a company's people as this desk shows them, what waits to be sent included. */
export interface CompanyPeople {
  /** Null where the support area, whose row it is, is not this person's. */
  readonly company: Shown<RowOf<typeof company>> | null;
  /** Those who have a seat, by name. */
  readonly members: readonly Shown<RowOf<typeof membership>>[];
  /** Those that nobody has accepted or taken back, the last first. */
  readonly invitations: readonly Shown<RowOf<typeof invitation>>[];
  /** By name. */
  readonly groups: readonly Shown<RowOf<typeof group>>[];
  readonly modules: readonly (Access & { readonly module: Module; readonly sync: RowSync })[];
}

export const COMPANY_METHODS = {
  /** ACC-07: a person's picture as this company's desks have it, base64 of a JPEG; null without one. */
  'company.portrait': method<string | null>()(z.strictObject({ tenant: idSchema, id: idSchema })),
  'company.people': method<CompanyPeople>()(z.strictObject({ tenant: idSchema })),
} as const;
