import { cloudKey } from './cloud-key.ts';
import { createCloudClock } from './cloud/clock.ts';
import { createCloud } from './cloud/cloud.ts';
import { createHttp } from './cloud/http.ts';
import { createCommandRunner } from './commands/command-runner.ts';
import { createDeviceKey, vaultPlaces } from './credentials/device-key.ts';
import { openPinLock } from './credentials/pin-lock.ts';
import { openVault } from './credentials/vault.ts';
import { createDevice } from './device.ts';
import { openEventLog } from './errors/event-log.ts';
import { describeMachine, systemName } from './errors/machine.ts';
import { createSteps } from './errors/steps.ts';
import { forgetCopies } from './files/openable-copy.ts';
import { fetchAttachment } from './files/fetch-attachment.ts';
import { createGate } from './gate.ts';
import { createHandlers } from './handlers/handlers.ts';
import type { Engine, EngineOptions } from './host.ts';
import { createNotices } from './notices/notices.ts';
import { createOpenRequests } from './open-requests.ts';
import { openProfile } from './open-profile.ts';
import { createSession } from './session.ts';
import { createPublisher } from './topics.ts';

/**
 * Puts the core together and opens the last person's desk. It starts whatever state the disk is in: what is wrong with
 * it is the answer of `session.state`, with a code that has a sentence (R6).
 */
export async function startEngine(options: EngineOptions): Promise<Engine> {
  const { root, cloudUrl, host } = options;
  const now = () => host.now();
  const events = await openEventLog(root, now);
  const publisher = createPublisher();
  const clock = createCloudClock(now);
  const device = createDevice(root, (aside) => events.write('warn', 'device.reset', { aside }));
  const vault = openVault(root, host.encryption, (driver) => events.write('warn', 'vault.failed', { driver }));
  const key = cloudKey(cloudUrl);
  const places = vaultPlaces(device, key);
  const deviceKey = createDeviceKey(device, places, vault, systemName());
  const cloud = createCloud(cloudUrl, options.version, clock, now, createHttp(cloudUrl, options.version, deviceKey.secret));
  const session = createSession({
    device, key, cloud, clock, vault, deviceKey, places, publisher, events, now,
    openPin: (folder) => openPinLock(folder, now),
    openProfile: (folder, person, me) => openProfile(folder, person, me, events, publisher, now),
  });
  const runner = createCommandRunner(clock, now, publisher, events, () => device.settings().undoSend);
  const opens = createOpenRequests(publisher);
  const notices = createNotices({ session, device, host, publisher, events });
  const context = { options, device, session, cloud, clock, publisher, events, steps: createSteps(), opens, notices, machine: describeMachine() };
  const gate = createGate(createHandlers(context, runner), publisher, events, now, session.locked);
  events.write('info', 'engine.started', { version: options.version, host: host.kind });
  await forgetCopies(root);
  await session.start();

  return {
    connect: gate.connect,
    open: (screen, parameters) => opens.add({ screen, parameters }),
    async attachmentFile(tenant, id) {
      const desk = session.locked() ? undefined : session.openDesk();
      return desk && fetchAttachment(desk, cloud, tenant, id);
    },
    shellFailed: (problem) => events.write('error', 'shell.failed', { problem }),
    wake: () => session.openDesk()?.sync.wake(false),
    async stop() {
      gate.close();
      await notices.stop();
      await runner.idle();
      await session.stop();
      await vault.close();
      await forgetCopies(root);
      events.write('info', 'engine.stopped');
      await events.flush();
    },
  };
}
