import type { Command } from './kernel/command.ts';
import type { Entity } from './kernel/entity.ts';
import * as library from './library/entities.ts';
import { judgeDocument, proposeDocument, publishDocument, saveDocument, withdrawDocument } from './library/commands.ts';
import * as org from './org/entities.ts';
import * as canned from './canned-answers/canned-answers.ts';
import * as calendarCommands from './org/calendar-commands.ts';
import * as orgCommands from './org/commands.ts';
import { settleConflict } from './org/settle-conflict.ts';
import { acceptInvitation, declineInvitation, expireInvitation } from './people/commands/answers.ts';
import { changeCompany } from './people/commands/company.ts';
import { changeGroup, createGroup, removeGroup, restoreGroup } from './people/commands/groups.ts';
import { changeInvitation, inviteUser, resendInvitation, revokeInvitation } from './people/commands/invitations.ts';
import { changeRoles, removeMember } from './people/commands/members.ts';
import { setModuleAccess } from './people/commands/modules.ts';
import { publishPortrait } from './people/commands/portrait.ts';
import * as people from './people/entities.ts';
import * as tickets from './tickets/entities.ts';
import { createTicket } from './tickets/commands/create.ts';
import { breachTicket, recountTicket } from './tickets/commands/deadline.ts';
import { attachToTicket, giveUpAttachment, settleAttachment } from './tickets/commands/files.ts';
import { assignTicket, noteOnTicket, setTicketStatus, takeTicket } from './tickets/commands/operate.ts';
import { receiveTicket } from './tickets/commands/receive.ts';
import { rateTicket } from './tickets/commands/rate.ts';
import { replyToTicket } from './tickets/commands/reply.ts';
import { markSolution, mergeTicket } from './tickets/commands/technician.ts';
import { setTicketPrivate } from './tickets/commands/set-private.ts';
import { updateTicket } from './tickets/commands/update.ts';

/** Every synced entity. Sync, store and cloud know entities through this list alone; a new one is added here. */
export const ENTITIES: readonly Entity[] = [
  org.company, org.membership, org.agent, org.supportSettings, org.conflict, org.preference,
  people.invitation, people.group, people.moduleAccess, people.portrait,
  tickets.ticket, tickets.message, tickets.internalNote, tickets.attachment, canned.cannedAnswer,
  library.document, library.documentVersion, library.documentFile,
] as readonly Entity[];

const GIVEN: readonly Command[] = [
  orgCommands.companyPublish, orgCommands.membershipPublish, orgCommands.agentPublish,
  inviteUser, resendInvitation, revokeInvitation, changeInvitation, acceptInvitation, declineInvitation, expireInvitation,
  changeRoles, removeMember, createGroup, changeGroup, removeGroup, restoreGroup, setModuleAccess, changeCompany, publishPortrait,
  orgCommands.supportSettingsChange, orgCommands.preferenceSet, calendarCommands.serviceCalendarChange, calendarCommands.serviceCalendarPublish,
  createTicket, replyToTicket, updateTicket, setTicketPrivate, takeTicket, assignTicket, setTicketStatus, noteOnTicket, attachToTicket, giveUpAttachment, settleAttachment,
  receiveTicket, breachTicket, recountTicket, rateTicket, markSolution, mergeTicket,
  canned.createCannedAnswer, canned.changeCannedAnswer, canned.archiveCannedAnswer,
  saveDocument, proposeDocument, judgeDocument, withdrawDocument, publishDocument,
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
