import type { ColumnType, Generated } from 'kysely';
import type { Role } from '#shared/domain/access/roles.ts';
import type { Facts } from '#shared/domain/kernel/command.ts';

/** The schema `auth`, as far as we write it ourselves; better-auth knows its own part. Times are ms unless Date. */
export interface IdentityTables {
  person: { id: string; name: string; email: string; phone: string; language: 'it' | 'en' | 'ru' };
  tenant: { id: string; name: string; vat_number: string; kind: 'vendor' | 'customer'; created_at: number };
  membership: { tenant_id: string; person_id: string; roles: Role[]; active_since: number; active: boolean };
  service_contract: { vendor_id: string; customer_id: string; starts_at: number; ends_at: number | null };
  user: { id: string; name: string; email: string; emailVerified: boolean; image: string | null; createdAt: Date; updatedAt: Date };
  account: {
    id: string;
    accountId: string;
    providerId: string;
    userId: string;
    password: string | null;
    createdAt: Date;
    updatedAt: Date;
  };
}

/** What jobs may touch besides their own queue. */
export interface JobTables {
  feed: { tenant_id: string; seq: number; horizon: number };
  feed_mark: { tenant_id: string; seq: number; at: number };
  mail: {
    tenant_id: string;
    command_id: string;
    recipient: string;
    template: string;
    facts: ColumnType<Facts, string, string>;
    created_at: number;
    sent_at: number | null;
    attempts: Generated<number>;
    problem: string | null;
  };
}
