import { sql, type Kysely } from 'kysely';

/** Schema `auth`: better-auth's own four tables as it wants them, and who belongs where (sync.md, Tenants and feeds). */
export const identity = {
  async up(db: Kysely<unknown>): Promise<void> {
    await sql
      .raw(
        `
create schema if not exists auth;
grant usage on schema auth to sportello_auth;

create table auth."user" (
  "id" text primary key,
  "name" text not null,
  "email" text not null unique,
  "emailVerified" boolean not null,
  "image" text,
  "createdAt" timestamptz not null default current_timestamp,
  "updatedAt" timestamptz not null default current_timestamp
);
create table auth."session" (
  "id" text primary key,
  "expiresAt" timestamptz not null,
  "token" text not null unique,
  "createdAt" timestamptz not null default current_timestamp,
  "updatedAt" timestamptz not null,
  "ipAddress" text,
  "userAgent" text,
  "userId" text not null references auth."user" ("id") on delete cascade
);
create index session_by_user on auth."session" ("userId");
create table auth."account" (
  "id" text primary key,
  "accountId" text not null,
  "providerId" text not null,
  "userId" text not null references auth."user" ("id") on delete cascade,
  "accessToken" text,
  "refreshToken" text,
  "idToken" text,
  "accessTokenExpiresAt" timestamptz,
  "refreshTokenExpiresAt" timestamptz,
  "scope" text,
  "password" text,
  "createdAt" timestamptz not null default current_timestamp,
  "updatedAt" timestamptz not null
);
create index account_by_user on auth."account" ("userId");
create table auth."verification" (
  "id" text primary key,
  "identifier" text not null,
  "value" text not null,
  "expiresAt" timestamptz not null,
  "createdAt" timestamptz not null default current_timestamp,
  "updatedAt" timestamptz not null default current_timestamp
);
create index verification_identifier on auth."verification" ("identifier");

create table auth.person (
  id uuid primary key,
  name text not null,
  email text not null unique check (email = lower(email)),
  phone text not null default '',
  language text not null check (language in ('it', 'en', 'ru'))
);
create table auth.tenant (
  id uuid primary key,
  name text not null,
  vat_number text not null,
  kind text not null check (kind in ('vendor', 'customer')),
  created_at bigint not null
);
create table auth.membership (
  tenant_id uuid not null references auth.tenant (id),
  person_id uuid not null references auth.person (id),
  roles text[] not null,
  active_since bigint not null,
  active boolean not null default true,
  primary key (tenant_id, person_id)
);
create index membership_person on auth.membership (person_id);
-- Gives the vendor's operators the customer's area support, from one time to another (ms; no end: still running).
create table auth.service_contract (
  vendor_id uuid not null references auth.tenant (id),
  customer_id uuid not null references auth.tenant (id),
  starts_at bigint not null,
  ends_at bigint,
  primary key (customer_id, vendor_id, starts_at)
);
create index service_contract_vendor on auth.service_contract (vendor_id);

grant select, insert, update, delete on all tables in schema auth to sportello_auth;
`,
      )
      .execute(db);
  },
};
