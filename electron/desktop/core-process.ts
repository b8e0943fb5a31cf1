import type { MessagePortMain } from 'electron';
import { startEngine } from '#core/engine.ts';
import type { Engine, Line } from '#core/host.ts';
import { failureSentence, systemLocale } from '#hosts/sentence.ts';
import type { FromCoreProcess, ToCore } from './core-messages.ts';
import { shellPorts } from './shell-ports.ts';

/*
 * The core's side of the desktop host: a process of its own (utilityProcess), so that nothing which the core does makes
 * a window wait, and a crash of one is no crash of the other. Plain Node: nothing of Electron is imported here.
 */
const shell = process.parentPort;
const ports = shellPorts((message) => tell(message));
const early: MessagePortMain[] = [];
let engine: Engine | undefined;

function tell(message: FromCoreProcess): void {
  shell.postMessage(message);
}

function line(port: MessagePortMain): Line {
  return {
    send: (message) => port.postMessage(message),
    onMessage: (listener) => {
      port.on('message', (event) => listener(event.data));
      port.start();
    },
    onClose: (listener) => port.on('close', listener),
    close: () => port.close(),
  };
}

async function receive(message: ToCore, port: MessagePortMain | undefined): Promise<void> {
  switch (message.kind) {
    case 'start':
      try {
        engine = await startEngine({ root: message.root, cloudUrl: message.cloudUrl, keepers: message.keepers, version: message.version, build: message.build, host: ports.host(message.encryption) });
      } catch (error) {
        return tell({ kind: 'failed', sentence: failureSentence(error, systemLocale()) });
      }
      for (const waiting of early.splice(0)) engine.connect(line(waiting));
      return tell({ kind: 'ready' });
    case 'connect':
      if (port === undefined) return;
      if (engine === undefined) early.push(port);
      else engine.connect(line(port));
      return;
    case 'open':
      return engine?.open(message.screen, message.parameters);
    case 'wake':
      return engine?.wake();
    case 'shell_failed':
      return engine?.shellFailed(message.problem);
    case 'answer':
      return ports.answer(message);
    case 'stop':
      await engine?.stop();
      return tell({ kind: 'stopped' });
  }
}

shell.on('message', (event) => {
  // Only our own shell holds the other end. A failure in here is a bug: it ends the process, and the shell starts another.
  void receive(event.data as ToCore, event.ports[0]);
});
