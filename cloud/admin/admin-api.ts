import type { Id } from '#shared/domain/kernel/ids.ts';
import type { Role } from '#shared/domain/access/roles.ts';
import type { Outcome } from '#shared/api/sync.ts';

export interface NewTenant {
  readonly id: Id;
  readonly name: string;
  readonly vatNumber: string;
  readonly kind: 'vendor' | 'customer';
  /** A vendor's first ticket number; 1 when left out. */
  readonly firstTicketNumber?: number;
  /** DET-06, minutes; 5 when left out. */
  readonly closeAfterMinutes?: number;
}

export interface NewPerson {
  readonly id: Id;
  readonly name: string;
  /** Signs in with it; kept in lower case. */
  readonly email: string;
  readonly password: string;
  readonly language: 'it' | 'en' | 'ru';
  readonly phone?: string;
  /** ACC-04. `none` when left out: people who are made by code sign in with their password alone. */
  readonly secondFactor?: 'none' | 'email';
}

/** A command as a person of the past gave it. */
export interface PastCommand {
  readonly name: string;
  readonly input: unknown;
  /** Time of typing and of arrival, ms; not later than the clock of the cloud. */
  readonly now: number;
}

/**
 * What only code may do: people and companies are made here, past all invitations, and what the desks may know of them is
 * published by commands. Every method may be called again with the same arguments without harm.
 */
export interface AdminApi {
  /** How many companies there are. */
  countTenants(): Promise<number>;
  createTenant(tenant: NewTenant): Promise<void>;
  createPerson(person: NewPerson): Promise<void>;
  /** `since`: member since, ms; now when left out. Roles that the tenant's kind does not know are refused (ACC-16). */
  addMember(tenantId: Id, personId: Id, roles: readonly Role[], since?: number): Promise<void>;
  /** Gives the vendor's operators the customer's support area, and the customer the names of the vendor's operators. */
  addServiceContract(vendorId: Id, customerId: Id): Promise<void>;
  /** Brings the vendor's documents to each of its customers (DOC-01); a new contract does so by itself. */
  publishLibrary(vendorId: Id): Promise<void>;
  /**
   * Runs commands of one person in one tenant in order, through the same path as a push, with their own times; sends no
   * mail for them. Any number of commands; an outcome for each, a refusal too. An operator acts in a customer's tenant by
   * the vendor's contract.
   */
  runAs(tenantId: Id, personId: Id, commands: readonly PastCommand[]): Promise<readonly Outcome[]>;
  /** Keeps the bytes of an attachment whose row exists and settles it as available; throws when size or hash differ. */
  putFile(tenantId: Id, attachmentId: Id, bytes: Uint8Array): Promise<void>;
}
