import type { PastCommand } from '#cloud/admin/admin-api.ts';
import type { Id } from '#shared/domain/kernel/ids.ts';
import { CUSTOMERS, demoId, type DemoPerson } from './world.ts';

const DAY = 24 * 60 * 60_000;

/**
 * ACC-08, SET-03: what Giada has done in *Gestione azienda* of Rossi: somebody who has not answered yet, somebody whose
 * invitation ran out, and a group. No mail leaves for any of it; *Invia di nuovo* writes one as for everybody.
 */
export function companyWork(now: number): { readonly tenant: Id; readonly giver: Id; readonly commands: readonly PastCommand[] } {
  const [rossi] = CUSTOMERS;
  const giver = rossi?.people.find(({ roles }) => roles.includes('company_admin'));
  if (rossi === undefined || giver === undefined) throw new Error('demonstration: nobody looks after the company');
  const invite = (email: string, firstName: string, lastName: string, roles: DemoPerson['roles'], ago: number): PastCommand => ({
    name: 'invitation.create', input: { invitationId: demoId('invitation', email), email, firstName, lastName, roles, modules: [] }, now: now - ago,
  });
  const memberIds = rossi.people.filter(({ roles }) => roles.includes('user')).map(({ id }) => id);
  return {
    tenant: rossi.id,
    giver: giver.id,
    commands: [
      { name: 'group.create', input: { groupId: demoId('group', 'rossi', 'amministrazione'), name: 'Amministrazione', memberIds }, now: now - 90 * DAY },
      invite('michele.lorusso@rossisrl.example', 'Michele', 'Lorusso', ['company_technician'], 30 * DAY),
      invite('teresa.greco@rossisrl.example', 'Teresa', 'Greco', ['user'], 2 * DAY),
    ],
  };
}
