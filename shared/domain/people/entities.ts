import * as z from 'zod';
import { defineEntity, field, optionalField } from '../kernel/entity.ts';
import { idSchema } from '../kernel/ids.ts';
import { line } from '../kernel/text.ts';
import { roleSchema } from '../access/roles.ts';
import { email } from '../org/entities.ts';
import { moduleSchema } from './modules.ts';

/** An invitation that nobody has answered is over after so long (ACC-01). */
export const INVITATION_LASTS = 14 * 24 * 60 * 60 * 1000;

export const invitationStateSchema = z.enum(['pending', 'accepted', 'declined', 'revoked', 'expired']);

/** At most so long, as everywhere where a person writes their name. */
export const personName = line(80);

/**
 * ACC-01, ACC-08. Roles and modules are given while it waits; who accepts becomes a member with them. Sent again it is
 * the same row; withdrawn it never opens anything again, and the address is invited in a new one. Roles and lists change by what is added and taken away, so that two administrators never overwrite.
 */
export const invitation = defineEntity({
  name: 'invitation',
  area: 'org',
  fields: {
    /** The tenant: by it a rule reads all invitations of the company. */
    companyId: field('id', idSchema, 'fixed'),
    email: field('text', email, 'fixed'),
    firstName: field('text', personName, 'derived'),
    lastName: field('text', personName, 'derived'),
    roles: field('json', z.array(roleSchema), 'derived'),
    /** Modules that are not everybody's and that this person is to have (SET-03). */
    modules: field('json', z.array(moduleSchema), 'derived'),
    invitedAt: field('time', z.int(), 'derived'),
    invitedById: field('id', idSchema, 'derived'),
    invitedByName: field('text', line(200), 'derived'),
    expiresAt: field('time', z.int(), 'derived'),
    state: field('text', invitationStateSchema, 'derived'),
    /** When its mails were last asked for, and how often; they carry secrets, so the cloud writes them itself. */
    sentAt: field('time', z.int(), 'derived'),
    sends: field('integer', z.int().min(1), 'derived'),
  },
});

/** People of a company under one name, to whom modules are given together (SET-03). One that was removed is not active. */
export const group = defineEntity({
  // `group` alone is a word of SQL.
  name: 'user_group',
  area: 'org',
  fields: {
    /** The tenant: by it a rule reads all groups of the company. */
    companyId: field('id', idSchema, 'fixed'),
    name: field('text', line(80, 1), 'last'),
    memberIds: field('json', z.array(idSchema), 'derived'),
    active: field('boolean', z.boolean(), 'derived'),
  },
});

/** Who has a module (SET-03): nobody, everybody, or some groups and people. The row's id stands for the module. */
export const moduleAccess = defineEntity({
  name: 'module_access',
  area: 'org',
  fields: {
    module: field('text', moduleSchema, 'fixed'),
    enabled: field('boolean', z.boolean(), 'last'),
    /** *Tutti gli utenti*. */
    everyone: field('boolean', z.boolean(), 'last'),
    groupIds: field('json', z.array(idSchema), 'derived'),
    personIds: field('json', z.array(idSchema), 'derived'),
  },
});

/** base64 of a JPEG of at most 64 KB. */
export const portraitText = z.base64().max(88_000);

/** A person's picture, for whoever sees their name (ACC-07); the row's id is the person's. */
export const portrait = defineEntity({
  name: 'portrait',
  area: 'support',
  fields: {
    jpeg: optionalField('text', portraitText, 'server'),
  },
});
