import type { Command } from './kernel/command.ts';
import type { Entity } from './kernel/entity.ts';
import * as org from './org/entities.ts';
import * as orgCommands from './org/commands.ts';
import { settleConflict } from './org/settle-conflict.ts';
import * as tickets from './tickets/entities.ts';
import { createTicket } from './tickets/commands/create.ts';
import { attachToTicket, giveUpAttachment, settleAttachment } from './tickets/commands/files.ts';
import { assignTicket, noteOnTicket, setTicketStatus, takeTicket } from './tickets/commands/operate.ts';
import { replyToTicket } from './tickets/commands/reply.ts';
import { updateTicket } from './tickets/commands/update.ts';

/** Every synced entity. Sync, store and cloud know entities through this list alone; a new one is added here. */
export const ENTITIES: readonly Entity[] = [
  org.company, org.membership, org.agent, org.supportSettings, org.conflict, org.preference,
  tickets.ticket, tickets.message, tickets.internalNote, tickets.attachment,
] as readonly Entity[];

const GIVEN: readonly Command[] = [
  orgCommands.companyPublish, orgCommands.membershipPublish, orgCommands.agentPublish,
  orgCommands.supportSettingsChange, orgCommands.preferenceSet,
  createTicket, replyToTicket, updateTicket, takeTicket, assignTicket, setTicketStatus, noteOnTicket, attachToTicket, giveUpAttachment, settleAttachment,
] as readonly Command[];

/** Every command, by name. */
export const COMMANDS: readonly Command[] = [...GIVEN, settleConflict(ENTITIES, GIVEN) as Command];

const entities = new Map(ENTITIES.map((entity) => [entity.name, entity]));
const commands = new Map(COMMANDS.map((command) => [command.name, command]));

export function entityOf(name: string): Entity | undefined {
  return entities.get(name);
}
export function commandOf(name: string): Command | undefined {
  return commands.get(name);
}
