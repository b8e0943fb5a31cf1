import type { CommandRunner } from '../commands/command-runner.ts';
import type { LocalEffect } from '../store/store.ts';
import type { Id } from '#shared/domain/kernel/ids.ts';
import { CoreError } from '../core-error.ts';
import type { Desk } from '../desk.ts';
import { outboxEntry, targetOf } from '../outbox/outbox-view.ts';
import { takeBack, takeBackBatch } from '../outbox/take-back.ts';
import { bodyOf, holdsIn, isInSight } from '../sync/pending.ts';
import type { Context, HandlersOf } from './context.ts';
import { putAwayFile } from './preferences.ts';

/** How far back delivered commands are shown. */
const SHOWN = 200;

/** OFF-02. */
export function outboxHandlers({ session, publisher, options }: Context, runner: CommandRunner): HandlersOf<'outbox'> {
  const take = async ({ commandId }: { commandId: Id }) => {
    const desk = session.desk();
    const { draftId, tenant } = await takeBack(desk.profile.store, commandId, options.host.now());
    publisher.publish('changed', { tenant, entities: [] });
    desk.sync.changed();
    // What waited behind it may go now.
    desk.sync.nudge({ tenant, heldUntil: null });
    return { draftId };
  };
  return {
    'outbox.list': async ({ includeDelivered }) => {
      const desk = session.desk();
      const { log, cache } = desk.profile.store;
      const uploads = log.uploads();
      const unfinished = new Set(uploads.filter((upload) => upload.state === 'waiting' || upload.state === 'failed').map((upload) => upload.commandId));
      const open = log.open();
      const recent = log.recent(SHOWN).filter((command) => includeDelivered || unfinished.has(command.id));
      const all = [...new Map([...open, ...recent].map((command) => [command.id, command])).values()].filter(isInSight).sort((a, b) => b.place - a.place);
      const effects = new Map<Id, LocalEffect>((await cache.effects()).map((effect) => [effect.commandId, effect]));
      // What has arrived has no effect here any more; its line still says which request it was about.
      const targets = new Map(all.flatMap((command) => {
        const target = effects.has(command.id) ? null : targetOf(bodyOf(command).input);
        return target === null ? [] : [[target.id, { ...target, tenant: command.tenant }]];
      }));
      const titles = new Map(await Promise.all([...targets.values()].map(async ({ tenant, entity, id }): Promise<[Id, string]> => {
        const title = (await cache.row(tenant, entity, id))?.['title'];
        return [id, typeof title === 'string' ? title : ''];
      })));
      const facts = {
        titles,
        holds: holdsIn(open, options.host.now()),
        tenantName: (tenant: Id) => desk.profile.feed(tenant)?.name ?? '',
        effects,
        uploads,
        inFlight: desk.sync.inFlight(),
        uploadSent: desk.sync.uploadSent,
      };
      const shown = all.map((command) => outboxEntry(command, facts));
      return includeDelivered ? shown : shown.filter((entry) => entry.state !== 'withdrawn' && (entry.state !== 'delivered' || unfinished.has(entry.commandId)));
    },
    'outbox.retry': ({ commandId }) => {
      const desk = session.desk();
      retry(desk, commandId);
      desk.sync.wake(true);
      desk.sync.changed();
      return null;
    },
    'outbox.cancelFile': async ({ attachmentId }) => {
      const desk = session.desk();
      const { log } = desk.profile.store;
      const upload = log.uploads().find((one) => one.attachmentId === attachmentId);
      if (!upload) throw new CoreError('outbox.unknown');
      const accepted = log.get(upload.commandId)?.result?.outcome.state === 'accepted';
      if (!accepted || (upload.state !== 'waiting' && upload.state !== 'failed')) throw new CoreError('outbox.on_its_way');
      // Durable first: whatever happens next, it is not sent.
      log.updateUpload(attachmentId, { state: 'withdrawn', problem: null });
      desk.sync.cancelUpload(attachmentId);
      desk.sync.changed();
      // Whoever gives a file up need not be told later that it is missing.
      await putAwayFile(desk, runner, attachmentId);
      // Without the right to say so there is nobody to tell; the cloud finds it missing by itself.
      if (desk.profile.feed(upload.tenant)) {
        await runner.run(desk, { tenant: upload.tenant, name: 'attachment.give_up', input: { attachmentId }, acceptRemarks: true, queueAnyway: true, draftId: null });
      }
      return null;
    },
    'outbox.withdraw': take,
    'outbox.edit': take,
    'outbox.withdrawBatch': async ({ batch }) => {
      const desk = session.desk();
      const { withdrawn, late, tenants } = await takeBackBatch(desk.profile.store, batch, options.host.now());
      for (const tenant of tenants) {
        publisher.publish('changed', { tenant, entities: [] });
        desk.sync.nudge({ tenant, heldUntil: null });
      }
      desk.sync.changed();
      return { withdrawn, late };
    },
  };
}

/** Once more: files that failed, and a command that was held or parked; all that failed when none is named. */
function retry(desk: Desk, commandId: Id | null): void {
  const { log } = desk.profile.store;
  if (commandId !== null) {
    const command = log.get(commandId);
    if (!command) throw new CoreError('outbox.unknown');
    // Without the right it would only wait for ever, where the person no longer looks.
    if (!desk.profile.feed(command.tenant)) throw new CoreError('tenant.forbidden');
    // It came here with another person's log, and would go under the wrong name (I11).
    if (command.actor.personId !== desk.profile.person().id) throw new CoreError('auth.other_person');
    log.release(commandId);
  }
  for (const upload of log.uploads()) {
    if (upload.state === 'failed' && (commandId === null || upload.commandId === commandId)) {
      log.updateUpload(upload.attachmentId, { state: 'waiting', problem: null });
    }
  }
}
