'use strict';
/*
 * Tests only. The registry's Electron embeds a Node that cannot load better-sqlite3 13, so `-r` of this file replaces
 * utilityProcess.fork by a fork of Node 24 (SPORTELLO_NODE) and relays the ports. The same file is required in that
 * child, where it stands in for process.parentPort. Product code knows nothing of it (electron-here.md).
 */
const { EventEmitter } = require('node:events');

/** The child's end of a relayed port: what a MessagePortMain is to the core. */
class RelayedPort extends EventEmitter {
  constructor(id) {
    super();
    this.id = id;
    this.early = [];
    this.started = false;
  }
  postMessage(data) {
    process.send({ port: this.id, data });
  }
  start() {
    this.started = true;
    for (const data of this.early.splice(0)) this.emit('message', { data, ports: [] });
  }
  receive(data) {
    if (this.started) this.emit('message', { data, ports: [] });
    else this.early.push(data);
  }
  close() {
    process.send({ port: this.id, close: true });
  }
}

function actAsUtilityProcess() {
  const ports = new Map();
  const parentPort = new EventEmitter();
  parentPort.postMessage = (message) => process.send({ message });
  process.parentPort = parentPort;
  process.on('message', ({ message, ports: ids, port, data, closed }) => {
    if (ids !== undefined) {
      const passed = ids.map((id) => new RelayedPort(id));
      for (const one of passed) ports.set(one.id, one);
      parentPort.emit('message', { data: message, ports: passed });
    } else if (closed) {
      ports.get(port)?.emit('close');
      ports.delete(port);
    } else ports.get(port)?.receive(data);
  });
  // A utility process dies with its shell, whatever it was doing.
  process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'));
}

function replaceFork() {
  const { spawn } = require('node:child_process');
  const { utilityProcess } = require('electron');

  utilityProcess.fork = (modulePath, args = []) => {
    const child = spawn(process.env.SPORTELLO_NODE, ['--require', __filename, modulePath, ...args], {
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      serialization: 'advanced',
      env: { ...process.env, SPORTELLO_RELAYED: '1' },
    });
    const ports = new Map();
    let nextPort = 0;
    const tell = (message) => child.connected && child.send(message, () => undefined);
    const utility = new EventEmitter();
    utility.postMessage = (message, transfer = []) => {
      const ids = transfer.map((port) => {
        const id = nextPort++;
        ports.set(id, port);
        port.on('message', ({ data }) => tell({ port: id, data }));
        port.on('close', () => ports.delete(id) && tell({ port: id, closed: true }));
        port.start();
        return id;
      });
      tell({ message, ports: ids });
    };
    utility.kill = () => child.kill();
    // For tests that say to the shell what a core might say at the worst moment.
    globalThis.relayedCore = utility;
    Object.defineProperty(utility, 'pid', { get: () => child.pid });
    child.on('spawn', () => utility.emit('spawn'));
    child.on('error', (error) => process.stderr.write(`relay: ${error.stack}\n`));
    child.on('message', ({ message, port, data, close }) => {
      if (port === undefined) utility.emit('message', message);
      else if (close) ports.get(port)?.close();
      else ports.get(port)?.postMessage(data);
    });
    child.on('exit', (code) => {
      // The ports of a dead process close; what was relayed must show the same.
      for (const port of ports.values()) port.close();
      ports.clear();
      utility.emit('exit', code ?? 1);
    });
    return utility;
  };
}

if (process.env.SPORTELLO_RELAYED === '1') actAsUtilityProcess();
else replaceFork();
