import { sql, type Kysely } from 'kysely';

/**
 * Second factor, devices, first sign-in, invitations, what was accepted when (ACC-01…07, ACC-11). Tokens and secrets
 * stand here as hashes alone.
 */
export const access = {
  async up(db: Kysely<unknown>): Promise<void> {
    await sql
      .raw(
        `
-- better-auth's two-factor plugin, as it wants it.
alter table auth."user" add column "twoFactorEnabled" boolean not null default false;
create table auth."twoFactor" (
  "id" text primary key,
  "secret" text not null,
  "backupCodes" text not null,
  "userId" text not null unique references auth."user" ("id") on delete cascade,
  "verified" boolean default true,
  "failedVerificationCount" integer default 0,
  "lockedUntil" timestamptz
);

-- A session belongs to the device that carries its secret; those from before have none and end here.
delete from auth."session";
alter table auth."session" add column "deviceId" text, add column "deviceHash" text, add column "deviceName" text;

alter table auth.person
  add column first_name text not null default '',
  add column last_name text not null default '',
  -- base64 of a JPEG
  add column picture text;
update auth.person set
  first_name = split_part(name, ' ', 1),
  last_name = case when position(' ' in name) > 0 then substr(name, position(' ' in name) + 1) else '' end
 where name <> email;

-- ACC-05: no second factor here while the row stands.
create table auth.trusted_device (
  id uuid primary key,
  person_id uuid not null references auth.person (id),
  device_id uuid not null,
  device_hash text not null,
  trust_hash text not null,
  name text not null,
  since bigint not null,
  last_used_at bigint not null,
  unique (person_id, device_id)
);

-- A sign-in that waits for its code, or for the creation of the user. The id is the hash of what the desk holds.
create table auth.challenge (
  id text primary key,
  kind text not null check (kind in ('code', 'activate')),
  person_id uuid not null references auth.person (id),
  device_hash text not null,
  -- better-auth's own cookie of the half sign-in
  cookie text not null,
  attempts integer not null default 0,
  sends integer not null default 0,
  sent_at bigint not null default 0,
  created_at bigint not null,
  expires_at bigint not null,
  done boolean not null default false,
  -- the app's code that opened it: it opens nothing else (RFC 6238, 5.2)
  used_code text,
  unique (person_id, used_code)
);
create index challenge_expires on auth.challenge (expires_at);

-- ACC-01: the provisional password follows from the secret and these; it stands nowhere.
create table auth.provisional (
  person_id uuid primary key references auth.person (id),
  source text not null,
  expires_at bigint not null,
  created_at bigint not null
);

-- Where a person has signed in before, so that a mail tells of any other device.
create table auth.known_device (
  person_id uuid not null references auth.person (id),
  device_id uuid not null,
  since bigint not null,
  primary key (person_id, device_id)
);

-- Privacy notice and service contract: which one, when it was opened, when accepted.
create table auth.acceptance (
  person_id uuid not null references auth.person (id),
  document text not null check (document in ('privacy', 'contract')),
  version text not null,
  opened_at bigint,
  accepted_at bigint not null,
  primary key (person_id, document, version)
);

-- What the synced invitation says, for those who are not in its company yet (ACC-06).
create table auth.invitation (
  id uuid primary key,
  tenant_id uuid not null references auth.tenant (id),
  person_id uuid not null references auth.person (id),
  roles text[] not null,
  invited_by text not null,
  invited_at bigint not null,
  expires_at bigint not null,
  state text not null check (state in ('pending', 'accepted', 'declined', 'revoked')),
  -- ACC-11: by the person's own wish, so it needs no further answer once they have shown that the address is theirs
  self_registered boolean not null default false,
  -- hash of the token of the link in the mail
  link_hash text not null unique
);
create index invitation_person on auth.invitation (person_id);

-- ACC-11
alter table auth.tenant
  add column self_registration boolean not null default false,
  add column registration_code text unique,
  add column support_days integer not null default 365;
alter table auth.membership add column support_from bigint, add column support_to bigint;

grant select, insert, update, delete on all tables in schema auth to sportello_auth;

-- Mail that no command has brought about (a code, a link), by the role that sends it. Its secrets are sealed, and gone once it was sent.
alter table app.mail add column sealed text;
grant insert on app.mail to sportello_jobs;
`,
      )
      .execute(db);
  },
};
