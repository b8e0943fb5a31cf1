import type { ColumnType, Generated } from 'kysely';
import type { AccessLanguage } from '#shared/api/access.ts';
import type { Role } from '#shared/domain/access/roles.ts';
import type { Module } from '#shared/domain/people/modules.ts';
import type { Facts } from '#shared/domain/kernel/command.ts';

/** The schema `auth`, as far as we write it ourselves; better-auth knows its own part. Times are ms unless Date. */
export interface IdentityTables {
  person: { id: string; name: string; email: string; phone: string; language: AccessLanguage; first_name: Generated<string>; last_name: Generated<string>; picture: string | null };
  tenant: {
    id: string; name: string; vat_number: string; kind: 'vendor' | 'customer'; created_at: number;
    self_registration: Generated<boolean>; registration_code: string | null; support_days: Generated<number>;
    site_code: string | null; site_origins: Generated<string>;
  };
  membership: { tenant_id: string; person_id: string; roles: Role[]; active_since: number; active: boolean; support_from: number | null; support_to: number | null; modules: Generated<Module[]> };
  service_contract: { vendor_id: string; customer_id: string; starts_at: number; ends_at: number | null };
  user: { id: string; name: string; email: string; emailVerified: boolean; image: string | null; createdAt: Date; updatedAt: Date; twoFactorEnabled: Generated<boolean> };
  account: {
    id: string;
    accountId: string;
    providerId: string;
    userId: string;
    password: string | null;
    createdAt: Date;
    updatedAt: Date;
  };
  session: { id: string; token: string; userId: string; deviceId: string | null; deviceHash: string | null; deviceName: string | null };
  twoFactor: { id: string; userId: string; verified: boolean | null };
  trusted_device: { id: string; person_id: string; device_id: string; device_hash: string; trust_hash: string; name: string; since: number; last_used_at: number };
  known_device: { person_id: string; device_id: string; since: number };
  challenge: {
    id: string; kind: 'code' | 'activate'; person_id: string; device_hash: string; cookie: string; attempts: Generated<number>; sends: Generated<number>;
    sent_at: Generated<number>; created_at: number; expires_at: number; done: Generated<boolean>; used_code: string | null;
  };
  failed_try: { who: string; count: number; last_at: number };
  site_sent: { who: string; times: number[]; last_at: number };
  provisional: { person_id: string; source: string; expires_at: number; created_at: number };
  acceptance: { person_id: string; document: 'privacy' | 'contract'; version: string; opened_at: number | null; accepted_at: number };
  invitation: {
    id: string; tenant_id: string; person_id: string; roles: Role[]; invited_by: string; invited_at: number; expires_at: number;
    state: 'pending' | 'accepted' | 'declined' | 'revoked'; self_registered: Generated<boolean>; link_hash: string;
  };
}

/** What jobs may touch besides their own queue. */
export interface JobTables {
  /** OFF-07. */
  digest: { person_id: string; day: number; seqs: ColumnType<Readonly<Record<string, number>>, string, string> };
  /** Of people's wishes about notices alone. */
  preference: { tenant_id: string; owner_id: string; key: string; value: unknown; deleted: boolean };
  identity_effect: { tenant_id: string; wanted: number; done: number };
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
    sealed: string | null;
  };
}
