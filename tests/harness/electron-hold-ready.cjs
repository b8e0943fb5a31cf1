'use strict';
/*
 * Tests only. Holds the program's start until Playwright has both its hands on it; it then calls __playwright_run. Without
 * this a window may be made while Playwright attaches: it stays paused for ever, waiting for a debugger that was lost
 * (about one start in forty under load). Playwright does the same by itself, but only for an Electron that it chose.
 */
const { app } = require('electron');

const reallyReady = app.whenReady();
const emit = app.emit.bind(app);
let heldArguments = [];
let released = false;
let release;
const hold = new Promise((resolve) => (release = resolve));

app.emit = (event, ...rest) => {
  if (event !== 'ready' || released) return emit(event, ...rest);
  heldArguments = rest;
  return app.listenerCount('ready') > 0;
};
app.isReady = () => released;
app.whenReady = () => hold;
globalThis.__playwright_run = async () => {
  await reallyReady;
  released = true;
  release();
  emit('ready', ...heldArguments);
};
