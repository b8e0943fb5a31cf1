import { isAllowedAddress } from './external-address.ts';
import { CoreError } from '../core-error.ts';
import type { Context, HandlersOf } from './context.ts';
import { databaseName } from '../store/database-name.ts';

/** TKT-02, TKT-03: which program this is, its settings on this device, its event log. */
export function appHandlers({ options, device, session, events, steps, machine, opens, publisher }: Context): HandlersOf<'app'> {
  return {
    'app.info': () => ({
      version: options.version,
      build: options.build,
      host: options.host.kind,
      system: machine.system,
      architecture: machine.architecture,
      database: databaseName(),
      hardware: machine.hardware,
      cloudUrl: options.cloudUrl,
      keepers: options.keepers,
      profileFolder: session.openDesk()?.profile.folder ?? options.root,
    }),
    'app.settings': () => device.settings(),
    'app.changeSettings': async (change) => {
      const settings = await device.changeSettings(change);
      publisher.publish('settings', settings);
      return settings;
    },
    'app.log': ({ limit }) => events.tail(limit),
    'app.step': ({ text }) => {
      steps.add(text);
      return null;
    },
    'app.takeOpens': () => opens.take(),
    'app.print': async () => {
      if (!(await options.host.print())) throw new CoreError('app.cannot_print');
      return null;
    },
    'app.openExternal': async ({ url }) => {
      if (!isAllowedAddress(url) || !(await options.host.openExternal(url))) throw new CoreError('app.cannot_open', { url: url.slice(0, 200) });
      return null;
    },
  };
}
