import { bootstrap } from './bootstrap.mjs';

// A window needs a browser only where there is a display to show it on.
await bootstrap('start.ts', process.env.DISPLAY ? ['chromium'] : []);
